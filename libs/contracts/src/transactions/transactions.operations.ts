import { operation } from '#rpc';
import { Affected, IdInput } from '../common/index.js';
import { TransactionExplanation } from './explanations.dto.js';
import { MonthTotals, MonthTotalsInput } from './month-totals.dto.js';
import {
  BulkEdited,
  BulkEditInput,
  CreateTransactionInput,
  ListTransactionsInput,
  SelectionInput,
  Transaction,
  TransactionCount,
  TransactionFilter,
  TransactionPage,
  UpdateTransactionInput,
} from './transactions.dto.js';

export const transactionOperations = {
  listTransactions: operation({ input: ListTransactionsInput, output: TransactionPage, idempotent: true }),
  countTransactions: operation({ input: TransactionFilter, output: TransactionCount, idempotent: true, timeoutMs: 10_000 }),
  getTransaction: operation({ input: IdInput, output: Transaction, idempotent: true }),
  explainTransaction: operation({ input: IdInput, output: TransactionExplanation, idempotent: true }),
  createTransaction: operation({ input: CreateTransactionInput, output: Transaction }),
  updateTransaction: operation({ input: UpdateTransactionInput, output: Transaction }),
  deleteTransaction: operation({ input: IdInput, output: Affected }),
  bulkEdit: operation({ input: BulkEditInput, output: BulkEdited, timeoutMs: 20_000 }),
  bulkDelete: operation({ input: SelectionInput, output: Affected, timeoutMs: 20_000 }),
  monthTotals: operation({ input: MonthTotalsInput, output: MonthTotals, idempotent: true }),
};
