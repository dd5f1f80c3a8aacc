import type { EntityManager } from 'typeorm';
import { canonicalJson } from './canonical.js';
import type { JobDeclaration } from './job-declaration.js';
import { JobSignals } from './job-signals.js';
import { JobStore } from './job-store.js';
import { Jobs, type EnqueueOptions } from './jobs.service.js';

/**
 * Asks for a job from a process that runs no engine of its own: some other process works on it. When this resolves, the job is on
 * disk. An equal job in flight is this job.
 * @param manager of the database in which the jobs are kept
 * @throws ServiceError `invalid-input`
 */
export function enqueueThrough<I extends object, O extends object>(
  manager: EntityManager,
  job: JobDeclaration<I, O>,
  input: Omit<I, never>,
  options: EnqueueOptions,
): Promise<{ id: string }> {
  // A manager of its own, so that the notification goes with the statement: no signals are open here.
  const own = manager.connection.createEntityManager();
  const signals = new JobSignals('');
  return new Jobs(own, new JobStore(own, signals), signals).enqueueIn(manager, job, input, options);
}

/** The id of a job of this kind and input that is queued or running, whoever asked for it. */
export async function jobInFlight<I extends object, O extends object>(
  manager: EntityManager,
  job: JobDeclaration<I, O>,
  input: Omit<I, never>,
): Promise<string | undefined> {
  const [row] = await manager.query<{ id: string }[]>(
    `select id from jobs.job where kind = $1 and input = $2 and state in ('queued', 'running') limit 1`,
    [job.kind, canonicalJson(input)],
  );
  return row?.id;
}
