import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type {
  ListTransfersInput,
  Transfer,
  TransferPage,
  TransferReason,
  TransferSource,
  TransferState,
} from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { invalidField } from '../ledger/check-input.js';
import { toTransaction, TRANSACTION_COLUMNS, type TransactionRow } from '../ledger/transaction-row.js';

const PAGE_ROWS = 100;
const CURSOR = /^([\d.-]{1,30})~([0-9a-f-]{36})$/;

interface PairRow {
  id: string;
  outId: string;
  inId: string;
  state: TransferState;
  source: TransferSource;
  confidence: number;
  reasons: TransferReason[];
  day: string;
}

const COLUMNS = `f.id, f.out_id as "outId", f.in_id as "inId", f.state, f.source, f.confidence, f.reasons, f.day::text as day`;

/** Reads a user's transfers with both their legs. */
@Injectable()
export class TransfersRepository {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** Suggestions by their confidence, others by their day, each from the greatest. @throws ServiceError `invalid-input` */
  async list(userId: string, { state = 'suggested', cursor, limit = PAGE_ROWS }: ListTransfersInput): Promise<TransferPage> {
    const [key, type] = state === 'suggested' ? (['confidence', 'real'] as const) : (['day', 'date'] as const);
    const [, after, afterId] = cursor == null ? [] : (CURSOR.exec(cursor) ?? []);
    if (cursor != null && afterId === undefined) throw invalidField('cursor', 'This is not a cursor of this list');
    const [rows, total] = await Promise.all([
      this.database.query<PairRow[]>(
        `select ${COLUMNS} from transactions.transfer f
         where f.user_id = $1 and f.state = $2 and ($3::text is null or (f.${key}, f.id) < ($3::${type}, $4::uuid))
         order by f.${key} desc, f.id desc limit $5`,
        [userId, state, after ?? null, afterId ?? null, limit + 1],
      ),
      cursor == null ? this.count(userId, state) : undefined,
    ]);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: await this.withLegs(userId, items),
      nextCursor: rows.length > limit ? `${last![key]}~${last!.id}` : undefined,
      total,
    };
  }

  /** The confirmed pair of a transaction, or else the surest suggestion with it. */
  async ofTransaction(userId: string, id: string, manager: EntityManager = this.database.manager): Promise<Transfer | undefined> {
    const rows: PairRow[] = await manager.query(
      `select ${COLUMNS} from transactions.transfer f
       where f.user_id = $1 and f.state <> 'rejected' and f.id in (
         select id from transactions.transfer where out_id = $2 union select id from transactions.transfer where in_id = $2)
       order by f.state = 'confirmed' desc, f.confidence desc, f.id limit 1`,
      [userId, id],
    );
    return (await this.withLegs(userId, rows, manager))[0];
  }

  private async count(userId: string, state: TransferState): Promise<number> {
    const rows: { total: number }[] = await this.database.query(
      'select count(*)::int as total from transactions.transfer where user_id = $1 and state = $2',
      [userId, state],
    );
    return rows[0]!.total;
  }

  private async withLegs(userId: string, pairs: PairRow[], manager: EntityManager = this.database.manager): Promise<Transfer[]> {
    if (!pairs.length) return [];
    const rows: TransactionRow[] = await manager.query(
      `select ${TRANSACTION_COLUMNS} from transactions.transaction t where t.user_id = $1 and t.id = any($2::uuid[])`,
      [userId, pairs.flatMap(({ outId, inId }) => [outId, inId])],
    );
    const legs = new Map(rows.map((row) => [row.id, toTransaction(row)]));
    return pairs.flatMap(({ id, outId, inId, state, source, confidence, reasons }) => {
      const [out, into] = [legs.get(outId), legs.get(inId)];
      return out && into ? [{ id, state, source, confidence, reasons, out, in: into }] : [];
    });
  }
}
