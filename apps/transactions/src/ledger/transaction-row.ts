import type { CategorySource, Transaction, TransactionStatus } from '#contracts/transactions';
import { toSafeNumber } from './minor-units.column.js';

/** Columns of `transactions.transaction t` as {@link TransactionRow}; days as text, for they have no zone. */
export const TRANSACTION_COLUMNS = `
  t.id, t.account_id as "accountId", t.booked_on::text as "bookedOn", t.value_on::text as "valueOn", t.amount_minor as "amountMinor",
  t.currency, t.description, t.counterparty, t.category_id as "categoryId", t.category_source as "categorySource", t.confidence,
  t.notes, t.tags, t.is_transfer as "isTransfer", t.is_split as "isSplit", t.reference,
  t.counterparty_account as "counterpartyAccount", t.original_amount_minor as "originalAmountMinor",
  t.original_currency as "originalCurrency", t.status, t.import_id as "importId", t.created_at as "createdAt", t.updated_at as "updatedAt"`;

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
    categoryId: row.categoryId ?? undefined,
    categorySource: row.categorySource,
    confidence: row.confidence ?? undefined,
    notes: row.notes ?? undefined,
    tags: row.tags,
    isTransfer: row.isTransfer,
    isSplit: row.isSplit,
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
