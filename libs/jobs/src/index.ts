export { canonicalJson, jobKey, type JobIdentity } from './canonical.js';
export { database } from './entities.js';
export { defineJob, type Backoff, type JobDeclaration } from './job-declaration.js';
export { AttemptReplaced, JobRun } from './job-run.js';
export type { DeadLetter, JobProgress, JobView } from './job-view.js';
export { JobsModule, type JobsOptions } from './jobs.module.js';
export { Jobs, type EnqueueOptions } from './jobs.service.js';
export { Processes } from './processes.js';
export { migrateQueues } from './postgres-queues.js';
