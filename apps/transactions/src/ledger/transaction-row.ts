import type { CategorySource, Split, Transaction, TransactionStatus } from '#contracts/transactions';
import { counterpartyName } from '../counterparties/counterparty-name.js';
import { toSafeNumber } from './minor-units.column.js';

/**
 * Columns of `transactions.transaction t` as {@link TransactionRow}; days as text, for they have no zone. Parts, receipts and names
 * are looked up row by row, so choose the rows first.
 */
export const TRANSACTION_COLUMNS = `
  t.id, t.account_id as "accountId", t.booked_on::text as "bookedOn", t.value_on::text as "valueOn", t.amount_minor as "amountMinor",
  t.currency, t.description, t.counterparty, t.category_id as "categoryId", t.category_source as "categorySource", t.confidence,
  t.notes, t.tags, t.is_transfer as "isTransfer", t.is_split as "isSplit", t.reference,
  t.counterparty_account as "counterpartyAccount", t.original_amount_minor as "originalAmountMinor",
  t.original_currency as "originalCurrency", t.status, t.import_id as "importId", t.created_at as "createdAt", t.updated_at as "updatedAt",
  case when t.is_split then (
    select json_strip_nulls(json_agg(
      json_build_object('amountMinor', s.amount_minor, 'categoryId', s.category_id, 'notes', s.notes) order by s.position))
    from transactions.transaction_split s where s.transaction_id = t.id) end as splits,
  (select count(*)::int from transactions.attachment a where a.transaction_id = t.id) as "attachmentCount",
  (select json_build_object('id', c.id, 'name', c.name)
   from transactions.counterparty_key k join transactions.counterparty c on c.id = k.counterparty_id
   where k.user_id = t.user_id and k.merchant_key = t.merchant_key) as payee`;

/** A row as the driver gives it. */
export interface TransactionRow {
  id: string;
  accountId: string;
  bookedOn: string;
  valueOn: string | null;
  amountMinor: string;
  currency: string;
  description: string;
  counterparty: string | null;
  categoryId: string | null;
  categorySource: CategorySource;
  confidence: number | null;
  notes: string | null;
  tags: string[];
  isTransfer: boolean;
  isSplit: boolean;
  reference: string | null;
  counterpartyAccount: string | null;
  originalAmountMinor: string | null;
  originalCurrency: string | null;
  status: TransactionStatus;
  importId: string | null;
  createdAt: Date;
  updatedAt: Date;
  splits: Split[] | null;
  attachmentCount: number;
  /** Null until the merchant has been noted; see counterparties/note-counterparties.ts. */
  payee: { id: string; name: string } | null;
}

/** What the contract says of a transaction; what is null in the database is absent. */
export function toTransaction(row: TransactionRow): Transaction {
  return {
    id: row.id,
    accountId: row.accountId,
    bookedOn: row.bookedOn,
    valueOn: row.valueOn ?? undefined,
    amountMinor: toSafeNumber(row.amountMinor),
    currency: row.currency,
    description: row.description,
    counterparty: row.counterparty ?? undefined,
    payee: row.payee ?? { name: counterpartyName(row.description, row.counterparty) },
    categoryId: row.categoryId ?? undefined,
    categorySource: row.categorySource,
    confidence: row.confidence ?? undefined,
    notes: row.notes ?? undefined,
    tags: row.tags,
    isTransfer: row.isTransfer,
    isSplit: row.isSplit,
    splits: row.splits ?? undefined,
    attachmentCount: row.attachmentCount,
    reference: row.reference ?? undefined,
    counterpartyAccount: row.counterpartyAccount ?? undefined,
    originalAmountMinor: row.originalAmountMinor === null ? undefined : toSafeNumber(row.originalAmountMinor),
    originalCurrency: row.originalCurrency ?? undefined,
    status: row.status,
    importId: row.importId ?? undefined,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
