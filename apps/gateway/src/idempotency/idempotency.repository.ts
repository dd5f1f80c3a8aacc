import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InjectDatabase } from '#database';

/** Days and nights that an answer is kept for. */
const KEPT = `interval '24 hours'`;
/** An answer that is not there by then never comes: the process died. Longer than any request may take. */
const GIVEN_UP = `interval '2 minutes'`;

export interface StoredAnswer {
  status: number;
  body: string | null;
  location: string | null;
}

export interface RequestKey {
  userId: string;
  key: string;
  fingerprint: Buffer;
}

/** What is known of a key: ours to answer now, being answered, used for something else, or answered. */
export type Claim = { state: 'ours' | 'in-flight' | 'other-request' } | ({ state: 'answered' } & StoredAnswer);

interface Row extends Omit<StoredAnswer, 'status'> {
  status: number | null;
  fingerprint: Buffer;
}

@Injectable()
export class IdempotencyRepository {
  constructor(@InjectDatabase('gateway') private readonly database: DataSource) {}

  /** One statement decides between requests that come at the same time: who inserts the row, or takes over a dead one, answers. */
  async claim({ userId, key, fingerprint }: RequestKey): Promise<Claim> {
    const [ours] = await this.database.query<object[]>(
      `insert into gateway.idempotency_key as k (user_id, key, fingerprint) values ($1, $2, $3)
       on conflict (user_id, key) do update
         set fingerprint = excluded.fingerprint, status = null, body = null, location = null, created_at = now()
         where k.created_at < now() - ${KEPT}
            or (k.status is null and k.fingerprint = excluded.fingerprint and k.created_at < now() - ${GIVEN_UP})
       returning 1`,
      [userId, key, fingerprint],
    );
    if (ours) return { state: 'ours' };
    const [row] = await this.database.query<Row[]>(
      `select fingerprint, status, body, location from gateway.idempotency_key where user_id = $1 and key = $2`,
      [userId, key],
    );
    // Freed between the two statements: as good as in flight, the sender tries again.
    if (!row) return { state: 'in-flight' };
    if (!row.fingerprint.equals(fingerprint)) return { state: 'other-request' };
    return row.status === null
      ? { state: 'in-flight' }
      : { state: 'answered', status: row.status, body: row.body, location: row.location };
  }

  /** Forgets what a user was answered: the answers hold their data. */
  async forgetUser(userId: string): Promise<void> {
    await this.database.query('delete from gateway.idempotency_key where user_id = $1', [userId]);
  }

  async keep({ userId, key, fingerprint }: RequestKey, answer: StoredAnswer): Promise<void> {
    await this.database.query(
      `update gateway.idempotency_key set status = $4, body = $5, location = $6
       where user_id = $1 and key = $2 and fingerprint = $3 and status is null`,
      [userId, key, fingerprint, answer.status, answer.body, answer.location],
    );
  }

  /** Nothing happened: the key may be used again at once. */
  async free({ userId, key, fingerprint }: RequestKey): Promise<void> {
    await this.database.query(
      `delete from gateway.idempotency_key where user_id = $1 and key = $2 and fingerprint = $3 and status is null`,
      [userId, key, fingerprint],
    );
  }

  async deleteExpired(): Promise<void> {
    await this.database.query(`delete from gateway.idempotency_key where created_at < now() - ${KEPT}`);
  }
}
