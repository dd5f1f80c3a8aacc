import type { EntityManager } from 'typeorm';
import { canonicalJson } from './canonical.js';
import type { JobProgress } from './job-view.js';
import type { JobStore } from './job-store.js';

const SAVE_PROGRESS_EVERY_MS = 250;

/** The attempt was replaced by a later one (its worker was silent for too long); it may not finish the job. */
export class AttemptReplaced extends Error {
  constructor(id: string) {
    super(`Another worker has taken over job ${id}`);
    this.name = 'AttemptReplaced';
  }
}

/** One attempt at a job, as its processor sees it. */
export class JobRun {
  private readonly abort = new AbortController();
  private latest: JobProgress = { done: 0 };
  private savedAt = 0;

  constructor(
    private readonly store: JobStore,
    private readonly cacheFor: number,
    readonly token: string,
    readonly id: string,
    readonly requestId: string,
    readonly userId: string | undefined,
    /** 1 for the first. */
    readonly attempt: number,
  ) {}

  /** Aborts when the process shuts down, or another worker has taken the job over. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /**
   * Tells those who watch how far the job is; written a few times a second at most, so call it as often as you like.
   * @throws the signal's reason when the attempt should stop
   */
  async progress(done: number, total?: number, message?: string): Promise<void> {
    this.signal.throwIfAborted();
    this.latest = { done, ...(total === undefined ? {} : { total }), ...(message === undefined ? {} : { message }) };
    if (Date.now() - this.savedAt < SAVE_PROGRESS_EVERY_MS) return;
    this.savedAt = Date.now();
    // Only for the eye: a database that is away shows at the next real statement.
    await this.store.saveProgress(this.id, this.token, JSON.stringify(this.latest)).catch(() => {});
  }

  /**
   * Writes the result in the caller's transaction, so that the effect and the job's completion are one commit: the effect
   * happens once, however often workers die. Call it as the transaction's last statement.
   * @param manager of a transaction in the same database
   * @throws AttemptReplaced when a later attempt owns the job; let it roll the transaction back
   */
  async complete(manager: EntityManager, output: object): Promise<void> {
    const done = await this.store.complete(
      manager,
      this.id,
      this.token,
      canonicalJson(output),
      JSON.stringify(this.latest),
      this.cacheFor,
    );
    if (!done) throw new AttemptReplaced(this.id);
  }

  /** For the worker host: tells the processor to stop. */
  stop(reason: Error): void {
    this.abort.abort(reason);
  }
}
