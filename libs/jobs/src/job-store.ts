import type { EntityManager } from 'typeorm';
import { newId } from '#database';
import type { ErrorBody } from '#rpc';
import { CHANNEL, type JobSignals } from './job-signals.js';
import type { JobRow } from './job-view.js';

/** Completed jobs stay for people to look at this long at least, failed ones longer: they wait for a redrive. */
const KEEP_COMPLETED_MS = 7 * 24 * 3600_000;
const KEEP_FAILED_MS = 30 * 24 * 3600_000;

const COLUMNS = `id, kind, key, user_id as "userId", request_id as "requestId", state, input, output, progress, error, failures, losses,
  created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"`;

/** Milliseconds as an SQL interval. */
const ms = (parameter: string): string => `${parameter} * interval '1 millisecond'`;

export interface NewJob {
  kind: string;
  key: string;
  userId?: string;
  requestId: string;
  /** Canonical JSON. */
  input: string;
  cacheFor: number;
}

/**
 * For statements whose loss in a crash of the database only means that something is done again: they do not wait for the disk.
 * (A lost claim lets its attempt find at the end that the job is not its own.)
 */
const UNHURRIED = `set_config('synchronous_commit', 'off', true)`;

/** Every statement on `jobs.job`; announces what they change. */
export class JobStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly signals: JobSignals,
  ) {}

  /**
   * Finds the equal job that is in flight or recently answered, or writes a new one, in `manager`'s transaction.
   * @returns its id
   */
  async insert(manager: EntityManager, job: NewJob): Promise<string> {
    for (let tries = 0; tries < 5; tries++) {
      const [equal] = await manager.query<{ id: string }[]>(
        `select id from jobs.job where key = $1 and (state in ('queued', 'running')
           or state = 'completed' and finished_at > now() - ${ms('$2')})
         order by state = 'completed', finished_at desc limit 1`,
        [job.key, job.cacheFor],
      );
      if (equal) return equal.id;
      const [fresh] = await manager.query<{ id: string }[]>(
        `with fresh as (
           insert into jobs.job (id, kind, key, user_id, request_id, input) values ($1, $2, $3, $4, $5, $6)
           on conflict (key) where state in ('queued', 'running') do nothing returning id)
         select id, case when $7 then pg_notify('${CHANNEL}', 'enqueued') end from fresh`,
        [newId(), job.kind, job.key, job.userId ?? null, job.requestId, job.input, manager !== this.manager],
      );
      if (!fresh) continue;
      // In a transaction of the caller's, the notification has to wait for its commit.
      if (manager === this.manager) this.signals.announce('enqueued');
      return fresh.id;
    }
    throw new Error(`The job ${job.kind} ${job.key} is neither in flight nor can it be written`);
  }

  /** One job; `userId` undefined means whoever's. */
  async find(id: string, userId?: string): Promise<JobRow | undefined> {
    const [row] = await this.manager.query<JobRow[]>(
      `select ${COLUMNS} from jobs.job where id = $1 and ($2::text is null or user_id = $2)`,
      [id, userId ?? null],
    );
    return row;
  }

  /**
   * Takes ids to hand to the queue: new ones, and those handed over so long ago that the queue may have forgotten them.
   * A running job whose attempt still says that it lives is left alone.
   */
  async takeForDispatch(kinds: string[], againAfterMs: number, limit: number): Promise<{ id: string; kind: string }[]> {
    return await this.manager.query(
      `with taken as (
         select id from jobs.job where kind = any($1) and (
           state = 'queued' and (dispatched_at is null or dispatched_at < now() - ${ms('$2')})
           or state = 'running' and lease_until < now() and dispatched_at < now() - ${ms('$2')})
         order by dispatched_at nulls first, id limit $3 for update skip locked),
       updated as (
         update jobs.job set dispatched_at = now() from taken where job.id = taken.id returning job.id, job.kind)
       select id, kind, ${UNHURRIED} from updated order by id`,
      [kinds, againAfterMs, limit],
    );
  }

  /** The queue did not take these ids. */
  async returnToDispatch(ids: string[]): Promise<void> {
    await this.manager.query('update jobs.job set dispatched_at = null where id = any($1)', [ids]);
  }

  /**
   * Begins an attempt: from now on `token` alone may finish the job. The queue has given the job to one worker, so an attempt
   * that still runs has lost its worker, or will find itself shut out.
   * @returns nothing when the job is finished or gone
   */
  async claim(id: string, token: string, leaseMs: number): Promise<JobRow | undefined> {
    const [row] = await this.manager.query<JobRow[]>(
      `with changed as (
         update jobs.job set state = 'running', token = $2, lease_until = now() + ${ms('$3')},
           started_at = coalesce(started_at, now()), losses = losses + (state = 'running')::int
         where id = $1 and state in ('queued', 'running') returning *)
       select ${COLUMNS}, ${UNHURRIED} from changed`,
      [id, token, leaseMs],
    );
    if (row) this.signals.announce(`changed:${id}`);
    return row;
  }

  /** Extends the leases; @returns the tokens that still hold their job. A row that a transaction is finishing right now counts. */
  async renew(runs: { id: string; token: string }[], leaseMs: number): Promise<string[]> {
    const ids = runs.map((run) => run.id);
    const tokens = runs.map((run) => run.token);
    await this.manager.query(
      `update jobs.job set lease_until = now() + ${ms('$3')} where id in (
         select id from jobs.job where id = any($1) and token = any($2) and state = 'running' for update skip locked)`,
      [ids, tokens, leaseMs],
    );
    const rows = await this.manager.query<{ token: string }[]>(
      'select token from jobs.job where id = any($1) and token = any($2)',
      [ids, tokens],
    );
    return rows.map((row) => row.token);
  }

  async saveProgress(id: string, token: string, progress: string): Promise<void> {
    await this.manager.query(
      `with changed as (
         update jobs.job set progress = $3 where id = $1 and token = $2 and state = 'running' returning id)
       select ${UNHURRIED} from changed`,
      [id, token, progress],
    );
    this.signals.announce(`changed:${id}`);
  }

  /**
   * Finishes the job in `manager`'s transaction; doing so twice with one token is doing it once.
   * @returns false when the job belongs to a later attempt
   */
  async complete(
    manager: EntityManager,
    id: string,
    token: string,
    output: string,
    progress: string,
    cacheFor: number,
  ): Promise<boolean> {
    const [changed] = await manager.query<unknown[]>(
      `with changed as (
         update jobs.job set state = 'completed', output = $3, progress = $4, error = null, lease_until = null,
           finished_at = now(), expires_at = now() + ${ms('$5')}
         where id = $1 and token = $2 and state = 'running' returning id)
       select id from changed`,
      [id, token, output, progress, Math.max(cacheFor, KEEP_COMPLETED_MS)],
    );
    const [done] = changed
      ? [changed]
      : await manager.query<unknown[]>(`select from jobs.job where id = $1 and token = $2 and state = 'completed'`, [id, token]);
    // The worker host calls this once more after the processor's own transaction.
    if (done && manager === this.manager) this.signals.announce(`changed:${id}`);
    return done !== undefined;
  }

  /**
   * Ends an attempt that did not finish: tried again, or a dead letter.
   * @param blame what the attempt counts as: a failure of the processor, a loss of the worker, or neither (shutdown)
   * @returns false when the job is finished already or belongs to a later attempt
   */
  async giveUp(
    id: string,
    token: string,
    end: { final: boolean; blame: 'failure' | 'loss' | 'nobody'; error?: ErrorBody },
  ): Promise<boolean> {
    const [changed] = await this.manager.query<unknown[]>(
      `with changed as (
         update jobs.job set state = case when $3 then 'failed' else 'queued' end, token = null, lease_until = null,
           dispatched_at = now(), error = coalesce($4, error),
           failures = failures + ($5 = 'failure')::int, losses = losses + ($5 = 'loss')::int,
           finished_at = case when $3 then now() end, expires_at = case when $3 then now() + ${ms('$6')} end
         where id = $1 and token = $2 and state = 'running' returning id)
       select id from changed`,
      [id, token, end.final, end.error ? JSON.stringify(end.error) : null, end.blame, KEEP_FAILED_MS],
    );
    if (changed) this.signals.announce(`changed:${id}`);
    return changed !== undefined;
  }

  /** Jobs that failed for good, the latest first. */
  async deadLetters(limit: number): Promise<JobRow[]> {
    return await this.manager.query(`select ${COLUMNS} from jobs.job where state = 'failed' order by finished_at desc limit $1`, [
      limit,
    ]);
  }

  /** Gives a dead letter its attempts back; @returns false when there is no such dead letter. */
  async redrive(id: string): Promise<boolean> {
    const [changed] = await this.manager.query<unknown[]>(
      `with changed as (
         update jobs.job set state = 'queued', failures = 0, losses = 0, error = null, progress = default, dispatched_at = null,
           finished_at = null, expires_at = null
         where id = $1 and state = 'failed' returning id)
       select id from changed`,
      [id],
    );
    if (changed) {
      this.signals.announce('enqueued');
      this.signals.announce(`changed:${id}`);
    }
    return changed !== undefined;
  }

  async deleteOfUser(manager: EntityManager, userId: string, except: string): Promise<void> {
    await manager.query('delete from jobs.job where user_id = $1 and id <> $2', [userId, except]);
  }

  /** Forgets jobs whose time is over. */
  async deleteExpired(): Promise<void> {
    await this.manager.query('delete from jobs.job where expires_at < now()');
  }
}
