/** Where the job that a 202 speaks of is followed. */
export const jobLocation = (jobId: string): string => `/api/v1/jobs/${jobId}`;

/** The same for the OpenAPI document. */
export const JOB_LOCATION = {
  Location: { description: 'The job to follow', schema: { type: 'string', example: '/api/v1/jobs/0198c2f0-…' } },
} as const;
