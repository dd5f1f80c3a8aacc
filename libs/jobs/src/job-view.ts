import type { ErrorBody } from '#rpc';
import type { JobEntity, JobState } from './job.entity.js';

export interface JobProgress {
  done: number;
  /** Absent while unknown. */
  total?: number;
  message?: string;
}

/** A job as its owner sees it. */
export interface JobView {
  id: string;
  kind: string;
  state: JobState;
  progress: JobProgress;
  /** What the processor answered, once completed. */
  result?: object;
  /** Why the last attempt failed; of a queued job, why it is tried again. */
  error?: ErrorBody;
  /** Times as ISO 8601. */
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
}

/** What the store reads of a job. */
export type JobRow = Pick<
  JobEntity,
  | 'id'
  | 'kind'
  | 'key'
  | 'userId'
  | 'requestId'
  | 'state'
  | 'input'
  | 'output'
  | 'progress'
  | 'error'
  | 'failures'
  | 'losses'
  | 'createdAt'
  | 'startedAt'
  | 'finishedAt'
>;

/** A job that failed for good, as an operator sees it. */
export interface DeadLetter {
  id: string;
  kind: string;
  /** For whom it ran. */
  userId?: string;
  /** Times it was begun. */
  attempts: number;
  error: ErrorBody;
  /** ISO 8601 */
  failedAt: string;
}

const isoOrUndefined = (date: Date | null): string | undefined => date?.toISOString();

export function toJobView(row: JobRow): JobView {
  const startedAt = isoOrUndefined(row.startedAt);
  const finishedAt = isoOrUndefined(row.finishedAt);
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    progress: JSON.parse(row.progress) as JobProgress,
    ...(row.state === 'completed' && row.output !== null ? { result: JSON.parse(row.output) as object } : {}),
    ...(row.error !== null ? { error: JSON.parse(row.error) as ErrorBody } : {}),
    createdAt: row.createdAt.toISOString(),
    ...(startedAt ? { startedAt } : {}),
    ...(finishedAt ? { finishedAt } : {}),
  };
}

export function toDeadLetter(row: JobRow): DeadLetter {
  return {
    id: row.id,
    kind: row.kind,
    ...(row.userId === null ? {} : { userId: row.userId }),
    attempts: row.failures + row.losses,
    error: JSON.parse(row.error ?? '{"code":"internal","message":"Unknown"}') as ErrorBody,
    failedAt: (row.finishedAt ?? row.createdAt).toISOString(),
  };
}
