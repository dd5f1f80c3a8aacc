import type { CategorySource } from '#contracts/transactions';
import { toSafeNumber } from '../ledger/minor-units.column.js';
import type { EditedField, RuleRow } from './rule.js';

/** Columns of `transactions.transaction t` as {@link StoredRuleRow}. */
export const RULE_ROW_COLUMNS = `
  t.id, t.account_id as "accountId", t.booked_on::text as "bookedOn", t.amount_minor as "amountMinor", t.description, t.counterparty,
  t.notes, t.category_id as "categoryId", t.category_source as "categorySource", t.tags, t.is_transfer as "isTransfer",
  t.is_split as "isSplit", t.import_id as "importId", t.edited_fields as "editedFields",
  (select i.file_name from transactions.import i where i.id = t.import_id and i.user_id = t.user_id) as "importFileName"`;

/** As the driver gives it. */
export interface StoredRuleRow {
  id: string;
  accountId: string;
  bookedOn: string;
  amountMinor: string;
  description: string;
  counterparty: string | null;
  notes: string | null;
  categoryId: string | null;
  categorySource: CategorySource;
  tags: string[];
  isTransfer: boolean;
  isSplit: boolean;
  importId: string | null;
  importFileName: string | null;
  editedFields: EditedField[];
}

export function toRuleRow(row: StoredRuleRow): RuleRow {
  return {
    accountId: row.accountId,
    bookedOn: row.bookedOn,
    amountMinor: toSafeNumber(row.amountMinor),
    description: row.description,
    counterparty: row.counterparty ?? undefined,
    notes: row.notes ?? undefined,
    categoryId: row.categoryId ?? undefined,
    categoryByPerson: row.categorySource === 'user',
    tags: row.tags,
    isTransfer: row.isTransfer,
    isSplit: row.isSplit,
    importId: row.importId ?? undefined,
    importFileName: row.importFileName ?? undefined,
    editedFields: row.editedFields,
  };
}

/** What rules may change of a row `alias`, as JSON: to know later whether it is still so, and to bring it back. */
export const stateSql = (alias: string): string => `jsonb_build_object(
  'categoryId', ${alias}.category_id, 'categorySource', ${alias}.category_source, 'confidence', ${alias}.confidence,
  'counterparty', ${alias}.counterparty, 'merchantKey', ${alias}.merchant_key, 'notes', ${alias}.notes, 'tags', to_jsonb(${alias}.tags),
  'isTransfer', ${alias}.is_transfer, 'isSplit', ${alias}.is_split)`;
