import type { EntityManager } from 'typeorm';
import { merchantKey } from '../categorisation/merchant-key.js';
import { noteCounterparties } from '../counterparties/note-counterparties.js';
import type { RuleRow } from './rule.js';
import { stateSql } from './rule-row.js';

/** What rules made of a stored transaction. */
export interface RowChange {
  id: string;
  before: RuleRow;
  after: RuleRow;
}

/**
 * Writes what rules changed, and notes for each row what was before and what is now. Three statements, however many rows. The
 * caller holds the lock of the user's ledger.
 */
export async function writeChanges(manager: EntityManager, userId: string, runId: string, changes: RowChange[]): Promise<void> {
  const records = changes.map(({ id, before, after }) => ({
    i: id,
    // Null: as it is.
    c: after.categoryId !== before.categoryId ? (after.categoryId ?? null) : null,
    p: after.counterparty ?? null,
    k: after.counterparty === before.counterparty ? null : merchantKey(after.description, after.counterparty),
    n: after.notes ?? null,
    g: after.tags,
    x: after.isTransfer,
    s: after.parts !== undefined,
  }));
  await manager.query(
    `with changed as (
       update transactions.transaction t set
         category_id = case when x.s then null else coalesce(x.c, t.category_id) end,
         category_source = case when x.s then 'none' when x.c is not null then 'rule' else t.category_source end,
         confidence = case when x.s then null when x.c is not null then 1 else t.confidence end,
         counterparty = x.p, merchant_key = coalesce(x.k, t.merchant_key), notes = x.n, tags = x.g, is_transfer = x.x,
         is_split = t.is_split or x.s, updated_at = now()
       from json_to_recordset($3::json) as x (i uuid, c text, p text, k text, n text, g text[], x boolean, s boolean)
       where t.id = x.i and t.user_id = $1
       returning t.id, ${stateSql('old')} as before, ${stateSql('new')} as after)
     insert into transactions.rule_run_change (run_id, transaction_id, user_id, before, after)
     select $2, id, $1, before, after from changed`,
    [userId, runId, JSON.stringify(records)],
  );
  await insertParts(manager, userId, changes);
  const renamed = changes.filter(({ before, after }) => before.counterparty !== after.counterparty);
  if (!renamed.length) return;
  await noteCounterparties(
    manager,
    userId,
    renamed.map(({ after: { description, counterparty } }) => ({
      merchantKey: merchantKey(description, counterparty),
      description,
      counterparty,
    })),
  );
}

async function insertParts(manager: EntityManager, userId: string, changes: RowChange[]): Promise<void> {
  const parts = changes.flatMap(({ id, after }) =>
    (after.parts ?? []).map((part, position) => ({
      t: id,
      p: position,
      m: part.amountMinor,
      c: part.categoryId ?? null,
      n: part.notes ?? null,
    })),
  );
  if (!parts.length) return;
  await manager.query(
    `insert into transactions.transaction_split (user_id, transaction_id, position, amount_minor, category_id, notes)
     select $1, t, p, m, c, n from json_to_recordset($2::json) as x (t uuid, p int, m bigint, c text, n text)`,
    [userId, JSON.stringify(parts)],
  );
}
