import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { MergeCounterpartiesInput, RenameCounterpartyInput, SplitOffCounterpartyInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { checkedName, invalidField } from '../ledger/check-input.js';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { counterpartyNotFound } from './counterparties.repository.js';
import { counterpartyName } from './counterparty-name.js';

/** Renames counterparties and makes several of them one, or one several: only keys move, no transaction is written. */
@Injectable()
export class MergeCounterparties {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** @throws ServiceError `counterparties.not-found`, `invalid-input` for a blank name */
  rename(userId: string, { id, name }: RenameCounterpartyInput): Promise<void> {
    return this.change(userId, [id], async (manager) => {
      await manager.query('update transactions.counterparty set name = $2, named_by_user = true where id = $1', [
        id,
        checkedName('name', name),
      ]);
    });
  }

  /**
   * The merchants of `ids` go to `id`, and `ids` end.
   * @throws ServiceError `counterparties.not-found`; `invalid-input` where one would be merged into itself
   */
  merge(userId: string, { id, ids }: MergeCounterpartiesInput): Promise<void> {
    if (ids.some((other) => other.toLowerCase() === id.toLowerCase())) {
      throw invalidField('ids', 'A counterparty cannot be merged into itself');
    }
    return this.change(userId, [id, ...ids], async (manager) => {
      await manager.query(
        'update transactions.counterparty_key set counterparty_id = $2 where user_id = $1 and counterparty_id = any($3::uuid[])',
        [userId, id, ids],
      );
      await manager.query('delete from transactions.counterparty where user_id = $1 and id = any($2::uuid[])', [userId, ids]);
    });
  }

  /**
   * Each of the merchants gets a counterparty of its own again, named by its latest line.
   * @throws ServiceError `counterparties.not-found`; `invalid-input` for a merchant of another, or where none would be left
   */
  splitOff(userId: string, { id, merchantKeys }: SplitOffCounterpartyInput): Promise<void> {
    return this.change(userId, [id], async (manager) => {
      const rows: { key: string; description: string | null; counterparty: string | null }[] = await manager.query(
        `select k.merchant_key as key, line.description, line.counterparty
         from transactions.counterparty_key k
         left join lateral (
           select description, counterparty from transactions.transaction t
           where t.user_id = $1 and t.merchant_key = k.merchant_key order by t.booked_on desc, t.id desc limit 1) line on true
         where k.user_id = $1 and k.counterparty_id = $2`,
        [userId, id],
      );
      const wanted = rows.filter(({ key }) => merchantKeys.includes(key));
      if (wanted.length < new Set(merchantKeys).size) throw invalidField('merchantKeys', 'Not all of these are its merchants');
      if (wanted.length === rows.length) throw invalidField('merchantKeys', 'One of its merchants has to stay');
      await manager.query(
        `with made as (select uuidv7() as id, k, n from unnest($2::text[], $3::text[]) as x (k, n)),
         inserted as (insert into transactions.counterparty (id, user_id, name) select id, $1, n from made)
         update transactions.counterparty_key c set counterparty_id = made.id from made
         where c.user_id = $1 and c.merchant_key = made.k`,
        [
          userId,
          wanted.map(({ key }) => key),
          wanted.map(({ key, description, counterparty }) => counterpartyName(description ?? key, counterparty)),
        ],
      );
    });
  }

  /** Runs a change of counterparties that all must be the user's. */
  private change(userId: string, ids: string[], run: (manager: EntityManager) => Promise<void>): Promise<void> {
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const rows: { id: string }[] = await manager.query(
        'select id from transactions.counterparty where user_id = $1 and id = any($2::uuid[])',
        [userId, ids],
      );
      const missing = ids.find((id) => !rows.some((row) => row.id === id.toLowerCase()));
      if (missing !== undefined) throw counterpartyNotFound(missing);
      await run(manager);
      await raiseLedgerVersion(manager, userId);
    });
  }
}
