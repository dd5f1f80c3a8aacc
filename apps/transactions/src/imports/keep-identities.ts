import type { EntityManager } from 'typeorm';

/** What `other_identity` holds of an imported transaction `t` under the identity that it carries itself. */
const OWN = `t.account_id, t.fingerprint, t.occurrence, t.user_id`;
const AS_IT_STANDS = `false, t.booked_on, jsonb_build_object('bookedOn', t.booked_on, 'valueOn', t.value_on,
  'amountMinor', t.amount_minor, 'description', t.description, 'counterparty', t.counterparty)`;
const COLUMNS = `account_id, fingerprint, occurrence, user_id, transaction_id, import_id, pending, stated_on, stated`;

/**
 * Call it before a transaction moves to another account: the next file of the account that it leaves does not bring it again.
 * One that a person wrote by hand has nothing to be known by.
 */
export async function keepIdentityInAccount(manager: EntityManager, transactionId: string): Promise<void> {
  await manager.query(
    `insert into transactions.other_identity (${COLUMNS})
     select ${OWN}, t.id, t.import_id, ${AS_IT_STANDS}
     from transactions.transaction t where t.id = $1 and t.import_id is not null
     on conflict on constraint other_identity_pk do update
       set transaction_id = excluded.transaction_id, import_id = excluded.import_id where other_identity.transaction_id is null`,
    [transactionId],
  );
}

/**
 * Deletes transactions as a person wishes. By which identities files have stated those that were imported stays known, without a
 * transaction, so that no later file brings them back unasked; these marks belong to the import, and go when it is undone.
 * @param condition on `transactions.transaction t`; `values` are its parameters
 * @returns how many transactions were deleted
 */
export async function deleteForGood(manager: EntityManager, condition: string, values: unknown[]): Promise<number> {
  const [{ affected }]: [{ affected: number }] = await manager.query(
    `with t as (delete from transactions.transaction t where ${condition}
       returning id, user_id, account_id, import_id, fingerprint, occurrence, booked_on, value_on, amount_minor, description, counterparty),
     kept as (update transactions.other_identity o set transaction_id = null, import_id = t.import_id, pending = false
       from t where o.transaction_id = t.id and t.import_id is not null),
     marked as (insert into transactions.other_identity (${COLUMNS})
       select ${OWN}, null, t.import_id, ${AS_IT_STANDS} from t where t.import_id is not null on conflict do nothing)
     select count(*)::int as affected from t`,
    values,
  );
  return affected;
}
