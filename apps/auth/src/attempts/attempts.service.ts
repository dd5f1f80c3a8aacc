import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { networkOf } from './network-of.js';
import { EMAIL_POLICY, FORGET_AFTER_SECONDS, IP_POLICY, throttleDelay, type ThrottlePolicy } from './throttle-delay.js';

/** Whose password is being tried, and from where. */
export interface Attempt {
  email: string;
  ip?: string;
}

interface Counter {
  key: Buffer;
  policy: ThrottlePolicy;
}

/**
 * Counts wrong passwords and makes guessers wait. An attempt is counted *before* the password is looked at and taken back
 * when it was right, so that attempts made at the same moment cannot slip past the count. Kept in PostgreSQL: it survives a
 * restart and holds for all replicas. When it cannot be kept, nobody signs in.
 */
@Injectable()
export class AttemptsService {
  private readonly log = new Logger(AttemptsService.name);

  constructor(@InjectDatabase('auth') private readonly dataSource: DataSource) {}

  /**
   * Counts one attempt.
   * @throws ServiceError `auth.too-many-attempts` with `details.retryAfterSeconds` (then nothing was counted), or
   *   `auth.unavailable` when the count cannot be kept
   */
  async begin(attempt: Attempt): Promise<void> {
    const retryAfterSeconds = await this.count(attempt).catch((error: unknown) => {
      this.log.error({ msg: 'Sign-in attempts cannot be counted: refusing them', err: error });
      throw new ServiceError('auth.unavailable', 'Signing in is not possible just now; try again shortly');
    });
    if (retryAfterSeconds > 0) {
      throw new ServiceError('auth.too-many-attempts', `Too many attempts: try again in ${retryAfterSeconds} seconds`, {
        retryAfterSeconds,
      });
    }
  }

  /** The password was right: forgets the account's failures and takes this attempt, but no other, from the network's. */
  async succeed(attempt: Attempt): Promise<void> {
    const { account, network } = countersOf(attempt);
    await this.dataSource.transaction(async (manager) => {
      await manager.query('delete from auth.attempt where key = $1', [account.key]);
      if (!network) return;
      await manager.query('update auth.attempt set failures = greatest(failures - 1, 0), blocked_until = now() where key = $1', [
        network.key,
      ]);
    });
    await this.forgetOld();
  }

  private count(attempt: Attempt): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      // Account first, network second, in every transaction: two of them cannot wait for each other.
      const rows: { counter: Counter; failures: number }[] = [];
      const { account, network } = countersOf(attempt);
      for (const counter of network ? [account, network] : [account]) {
        const { failures, wait } = await lockCounter(manager, counter.key);
        if (wait > 0) return Math.ceil(wait);
        rows.push({ counter, failures: failures + 1 });
      }
      for (const { counter, failures } of rows) {
        await manager.query(
          'update auth.attempt set failures = $2, last_at = now(), blocked_until = now() + make_interval(secs => $3) where key = $1',
          [counter.key, failures, throttleDelay(failures, counter.policy)],
        );
      }
      return 0;
    });
  }

  /** Skips what others hold, so as to wait for nobody. */
  private async forgetOld(): Promise<void> {
    await this.dataSource.query(
      `delete from auth.attempt where key in (
         select key from auth.attempt where last_at < now() - make_interval(secs => $1) for update skip locked)`,
      [FORGET_AFTER_SECONDS],
    );
  }
}

/**
 * Makes the counter where it is missing, and holds it until the transaction ends. Getting hold of it may take a while, so
 * the wait is told from the present moment: `now()` is when the transaction began, maybe before the other's that we waited for.
 */
async function lockCounter(manager: EntityManager, key: Buffer): Promise<{ failures: number; wait: number }> {
  const [row] = await manager.query<{ failures: number; wait: number }[]>(
    `insert into auth.attempt (key) values ($1) on conflict (key) do update set key = excluded.key
     returning case when last_at < now() - make_interval(secs => $2) then 0 else failures end as failures,
       extract(epoch from blocked_until - clock_timestamp())::float8 as wait`,
    [key, FORGET_AFTER_SECONDS],
  );
  return row!;
}

function countersOf({ email, ip }: Attempt): { account: Counter; network?: Counter } {
  const key = (kind: string, value: string) => createHash('sha256').update(`${kind}:${value}`).digest();
  return {
    account: { key: key('email', email), policy: EMAIL_POLICY },
    ...(ip ? { network: { key: key('ip', networkOf(ip)), policy: IP_POLICY } } : {}),
  };
}
