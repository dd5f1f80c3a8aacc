import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DecideTransfersInput, MarkTransferInput, Transfer } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { invalidField } from '../ledger/check-input.js';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { SqlValues } from '../ledger/sql-values.js';
import { transactionNotFound, TransactionsRepository } from '../ledger/transactions.repository.js';
import { TransfersRepository } from './transfers.repository.js';

interface ChosenLeg {
  id: string;
  accountId: string;
  accountName: string;
  isOut: boolean;
  amountMinor: string;
  isTransfer: boolean;
  isPaired: boolean;
}

/** What a person decides about transfers. Each change holds the user's ledger from its beginning. */
@Injectable()
export class ChangeTransfers {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly transfers: TransfersRepository,
    private readonly transactions: TransactionsRepository,
  ) {}

  /**
   * Confirms pairs; of several with a common leg the surest. Suggestions that share a leg with a confirmed pair are dropped.
   * @returns how many were confirmed
   */
  confirm(userId: string, input: DecideTransfersInput): Promise<number> {
    const [chosen, values] = chosenPairs(userId, input, ['suggested', 'rejected']);
    return this.change(userId, async (manager) => {
      const rows: unknown[] = await manager.query(
        `with chosen as (
           select f.* from transactions.transfer f where ${chosen}
             and not exists (select from transactions.transfer c where c.state = 'confirmed' and c.out_id in (f.out_id, f.in_id))
             and not exists (select from transactions.transfer c where c.state = 'confirmed' and c.in_id in (f.out_id, f.in_id))),
         best as (
           select f.* from chosen f where not exists (
             select from chosen c where c.id <> f.id and (c.out_id = f.out_id or c.in_id = f.in_id)
               and (c.confidence, c.id) > (f.confidence, f.id))),
         confirmed as (
           update transactions.transfer f set state = 'confirmed', source = 'user', decided_at = now(), out_marked = o.is_transfer,
             in_marked = i.is_transfer
           from best join transactions.transaction o on o.id = best.out_id join transactions.transaction i on i.id = best.in_id
           where f.id = best.id returning f.out_id, f.in_id),
         legs as (select out_id as id from confirmed union all select in_id from confirmed),
         marked as (
           update transactions.transaction t set is_transfer = true, updated_at = now() from legs where t.id = legs.id and not t.is_transfer)
         select 1 from confirmed`,
        values,
      );
      await dropRivals(manager, userId);
      return rows.length;
    });
  }

  /**
   * Rejects pairs, also confirmed ones: their legs are again what they were before.
   * @returns how many were rejected
   */
  reject(userId: string, input: DecideTransfersInput): Promise<number> {
    const [chosen, values] = chosenPairs(userId, input, ['suggested', 'confirmed']);
    return this.change(userId, (manager) => dissolve(manager, chosen, values));
  }

  /** @throws ServiceError `transfers.not-found` */
  unlink(userId: string, id: string): Promise<number> {
    return this.change(userId, async (manager) => {
      const affected = await dissolve(manager, `f.user_id = $1 and f.id = $2 and f.state = 'confirmed'`, [userId, id]);
      if (!affected) throw new ServiceError('transfers.not-found', `There is no confirmed transfer ${id}`);
      return affected;
    });
  }

  /**
   * Pairs two transactions that a person has chosen.
   * @throws ServiceError `transactions.not-found`, `transfers.already-paired`; `invalid-input` for two of one account or one direction
   */
  async link(userId: string, [first, second]: [string, string]): Promise<Transfer> {
    let outId = '';
    await this.change(userId, async (manager) => {
      const [a, b] = [await chosenLeg(manager, userId, first), await chosenLeg(manager, userId, second)];
      if (a.accountId === b.accountId) {
        throw invalidField('transactionIds', `Both are on ${a.accountName}: a transfer goes from one account to another`);
      }
      if (a.isOut === b.isOut) throw invalidField('transactionIds', 'A transfer leaves one account and arrives on another');
      if (Number(a.amountMinor) === 0 || Number(b.amountMinor) === 0)
        throw invalidField('transactionIds', 'No money moved there');
      const paired = [a, b].find(({ isPaired }) => isPaired);
      if (paired) {
        throw new ServiceError(
          'transfers.already-paired',
          `That on ${paired.accountName} has its other side already: undo that first`,
        );
      }
      const [out, into] = a.isOut ? [a, b] : [b, a];
      outId = out.id;
      await manager.query(
        `insert into transactions.transfer
           (user_id, out_id, in_id, state, source, confidence, reasons, day, out_marked, in_marked, decided_at)
         select $1, $2, $3, 'confirmed', 'user', 1, '{by-hand}', max(booked_on), $4, $5, now()
         from transactions.transaction where id in ($2, $3)
         on conflict on constraint transfer_pair do update set state = 'confirmed', source = 'user', confidence = 1,
           reasons = '{by-hand}', out_marked = excluded.out_marked, in_marked = excluded.in_marked, decided_at = now()`,
        [userId, out.id, into.id, out.isTransfer, into.isTransfer],
      );
      await manager.query(
        'update transactions.transaction set is_transfer = true, updated_at = now() where id in ($1, $2) and not is_transfer',
        [out.id, into.id],
      );
      await dropRivals(manager, userId);
      return 1;
    });
    return (await this.transfers.ofTransaction(userId, outId))!;
  }

  /**
   * Says of transactions whether they are transfers, whatever is on the other side. It is a person's edit: such rows survive the undoing
   * of their import. Pairs that no longer hold are rejected, and a row that is said to be none is in no pair that is found later.
   * @returns how many transactions it was not said of before
   * @throws ServiceError `invalid-input` where it is not said which
   */
  async mark(userId: string, { isTransfer, ...selection }: MarkTransferInput): Promise<number> {
    const values = new SqlValues();
    const chosen = await this.transactions.selected(userId, selection, values);
    return this.change(userId, async (manager) => {
      // Kept, for a filter may ask for what is changed here.
      await manager.query(
        `create temporary table marked on commit drop as select t.id from transactions.transaction t where ${chosen}`,
        values.list,
      );
      if (!isTransfer) {
        await dissolve(
          manager,
          `f.user_id = $1 and f.state <> 'rejected' and f.id in (
             select id from transactions.transfer where out_id in (select id from marked)
             union select id from transactions.transfer where in_id in (select id from marked))`,
          [userId],
        );
      }
      const [, affected]: [unknown, number] = await manager.query(
        `update transactions.transaction
         set is_transfer = $2, edited_fields = edited_fields || '{transfer}', edited_at = now(), updated_at = now()
         where user_id = $1 and id in (select id from marked)
           and (is_transfer <> $2 or not $2 and not 'transfer' = any(edited_fields))`,
        [userId, isTransfer],
      );
      return affected;
    });
  }

  private change(userId: string, work: (manager: EntityManager) => Promise<number>): Promise<number> {
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const affected = await work(manager);
      if (affected) await raiseLedgerVersion(manager, userId);
      return affected;
    });
  }
}

/** The condition on `transactions.transfer f` that an input means, with its values. @throws ServiceError `invalid-input` */
function chosenPairs(userId: string, { ids, minConfidence }: DecideTransfersInput, states: string[]): [string, unknown[]] {
  if ((ids == null) === (minConfidence == null)) {
    throw invalidField('ids', 'Say which: either ids or how sure they must be at least');
  }
  return ids
    ? [`f.user_id = $1 and f.id = any($2::uuid[]) and f.state = any($3::text[])`, [userId, ids, states]]
    : [`f.user_id = $1 and f.state = 'suggested' and f.confidence >= $2::real`, [userId, minConfidence]];
}

/** Makes pairs rejected ones and their legs what they were before. @returns how many */
async function dissolve(manager: EntityManager, chosen: string, values: unknown[]): Promise<number> {
  const rows: unknown[] = await manager.query(
    `with before as (select f.* from transactions.transfer f where ${chosen} for update),
     rejected as (
       update transactions.transfer f set state = 'rejected', source = 'user', decided_at = now() from before where f.id = before.id
       returning f.id),
     legs as (
       select out_id as id, out_marked as marked from before where state = 'confirmed'
       union all select in_id, in_marked from before where state = 'confirmed'),
     restored as (
       update transactions.transaction t set is_transfer = legs.marked, updated_at = now() from legs
       where t.id = legs.id and t.is_transfer <> legs.marked)
     select 1 from rejected`,
    values,
  );
  return rows.length;
}

/** A leg of a confirmed pair is in no suggestion. */
async function dropRivals(manager: EntityManager, userId: string): Promise<void> {
  await manager.query(
    `with legs as (
       select out_id as id from transactions.transfer where user_id = $1 and state = 'confirmed'
       union all select in_id from transactions.transfer where user_id = $1 and state = 'confirmed')
     delete from transactions.transfer f where f.user_id = $1 and f.state = 'suggested'
       and (f.out_id in (select id from legs) or f.in_id in (select id from legs))`,
    [userId],
  );
}

async function chosenLeg(manager: EntityManager, userId: string, id: string): Promise<ChosenLeg> {
  const rows: ChosenLeg[] = await manager.query(
    `select t.id, t.account_id as "accountId", a.name as "accountName", t.amount_minor < 0 as "isOut", t.amount_minor as "amountMinor",
       t.is_transfer as "isTransfer",
       exists (select from transactions.transfer f where f.state = 'confirmed' and f.out_id = t.id)
         or exists (select from transactions.transfer f where f.state = 'confirmed' and f.in_id = t.id) as "isPaired"
     from transactions.transaction t join transactions.account a on a.id = t.account_id
     where t.id = $1 and t.user_id = $2`,
    [id, userId],
  );
  if (!rows[0]) throw transactionNotFound(id);
  return rows[0];
}
