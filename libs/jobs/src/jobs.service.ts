import type { EntityManager } from 'typeorm';
import { ServiceError, toInput } from '#rpc';
import { canonicalJson, jobKey } from './canonical.js';
import type { JobDeclaration } from './job-declaration.js';
import type { JobSignals } from './job-signals.js';
import type { JobStore } from './job-store.js';
import { toDeadLetter, toJobView, type DeadLetter, type JobView } from './job-view.js';

export interface EnqueueOptions {
  /** Whose job it is; only they can look at it. */
  userId?: string;
  requestId: string;
  /** Version of the ledger that the job reads: after a change of the ledger it is another job. */
  ledgerVersion?: number;
}

/** A notification may be lost while its connection is renewed: look by the clock, too. */
const LOOK_EVERY_MS = 2000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Asks for jobs and looks at them. */
export class Jobs {
  constructor(
    private readonly manager: EntityManager,
    private readonly store: JobStore,
    private readonly signals: JobSignals,
  ) {}

  /**
   * Asks for a job. When this resolves, the job is on disk and will be done or end as a dead letter. An equal job that is in
   * flight, or was answered within `cacheFor`, is this job.
   * @throws ServiceError `invalid-input`
   */
  enqueue<I extends object, O extends object>(
    job: JobDeclaration<I, O>,
    input: Omit<I, never>,
    options: EnqueueOptions,
  ): Promise<{ id: string }> {
    return this.enqueueIn(this.manager, job, input, options);
  }

  /** The same inside the caller's transaction: the job exists if and when that commits. */
  async enqueueIn<I extends object, O extends object>(
    manager: EntityManager,
    job: JobDeclaration<I, O>,
    input: Omit<I, never>,
    { userId, requestId, ledgerVersion }: EnqueueOptions,
  ): Promise<{ id: string }> {
    const canonical = canonicalJson(input);
    await toInput(job.input, JSON.parse(canonical));
    const key = jobKey({
      kind: job.kind,
      version: job.version,
      input,
      ...(userId === undefined ? {} : { userId }),
      ...(ledgerVersion === undefined ? {} : { ledgerVersion }),
    });
    const row = {
      kind: job.kind,
      key,
      requestId,
      input: canonical,
      cacheFor: job.cacheFor,
      ...(userId === undefined ? {} : { userId }),
    };
    return { id: await this.store.insert(manager, row) };
  }

  /** @throws ServiceError `jobs.not-found`, also for somebody else's job */
  async get(id: string, userId: string): Promise<JobView> {
    const row = UUID.test(id) ? await this.store.find(id, userId) : undefined;
    if (!row) throw new ServiceError('jobs.not-found', 'There is no such job');
    return toJobView(row);
  }

  /**
   * The job now, then at each change, until it is completed or failed.
   * @throws ServiceError `jobs.not-found`, also for somebody else's job
   */
  async *watch(id: string, userId: string): AsyncGenerator<JobView, void> {
    let wake = (): void => {};
    let changed: boolean;
    const unsubscribe = this.signals.on(`changed:${id.toLowerCase()}`, () => {
      changed = true;
      wake();
    });
    let shown = '';
    try {
      for (;;) {
        changed = false;
        const view = await this.get(id, userId);
        const text = JSON.stringify(view);
        if (text !== shown) yield view;
        if (view.state === 'completed' || view.state === 'failed') return;
        shown = text;
        if (changed) continue;
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, LOOK_EVERY_MS);
        });
        clearTimeout(timer);
      }
    } finally {
      unsubscribe();
    }
  }

  /**
   * Forgets every job of a user, what it was asked and what it answered, in the caller's transaction; one that runs finds itself
   * shut out.
   * @param except a job that stays
   */
  async forgetUser(manager: EntityManager, userId: string, except: string): Promise<void> {
    await this.store.deleteOfUser(manager, userId, except);
  }

  /** Jobs that failed for good, the latest first. For operators: shows everybody's. */
  async deadLetters(limit = 100): Promise<DeadLetter[]> {
    return (await this.store.deadLetters(limit)).map(toDeadLetter);
  }

  /**
   * Gives a dead letter all its attempts again.
   * @throws ServiceError `jobs.not-found`; `jobs.in-flight` when an equal job has been asked for since
   */
  async redrive(id: string): Promise<void> {
    try {
      if (UUID.test(id) && (await this.store.redrive(id))) return;
    } catch (error) {
      // unique_violation of job_in_flight
      if ((error as { code?: string }).code !== '23505') throw error;
      throw new ServiceError('jobs.in-flight', 'The same job is already on its way');
    }
    throw new ServiceError('jobs.not-found', 'There is no such dead letter');
  }
}
