import { defineContract, Nothing, operation } from '#rpc';
import { Affected, IdInput, PageInput } from '../common/index.js';
import {
  Account,
  AccountList,
  Balances,
  BalancesInput,
  CreateAccountInput,
  DeleteAccountInput,
  UpdateAccountInput,
} from './accounts.dto.js';
import {
  Category,
  CategoryList,
  CreateCategoryInput,
  CreateRuleInput,
  DeleteCategoryInput,
  Rule,
  RuleList,
  UpdateCategoryInput,
} from './categories.dto.js';
import {
  ImportList,
  ImportPreview,
  ImportReport,
  ImportRowPage,
  ListImportRowsInput,
  PreviewImportInput,
  SampleHouseholdInput,
  StartedImport,
  StartedJob,
  StartImportInput,
} from './imports.dto.js';
import { SavedFilter, SavedFilterList, SaveFilterInput } from './saved-filters.dto.js';
import {
  BulkEditInput,
  CreateTransactionInput,
  ListTransactionsInput,
  SelectionInput,
  Transaction,
  TransactionPage,
  UpdateTransactionInput,
} from './transactions.dto.js';

export * from './accounts.dto.js';
export * from './categories.dto.js';
export * from './csv-mapping.dto.js';
export * from './imports.dto.js';
export * from './saved-filters.dto.js';
export * from './transactions.dto.js';

/**
 * Accounts, the ledger, categories, rules and imports. Every operation acts for the user of the call.
 * Refusals: `accounts.*`, `transactions.*`, `categories.*`, `imports.*`, `import.*` (the file), `rules.*`,
 * `saved-filters.*`, `invalid-input`, `unauthorized`, `forbidden`.
 */
export const transactionsContract = defineContract('transactions', {
  listAccounts: operation({ input: Nothing, output: AccountList, idempotent: true }),
  getAccount: operation({ input: IdInput, output: Account, idempotent: true }),
  createAccount: operation({ input: CreateAccountInput, output: Account }),
  updateAccount: operation({ input: UpdateAccountInput, output: Account }),
  deleteAccount: operation({ input: DeleteAccountInput, output: Affected, timeoutMs: 20_000 }),
  balances: operation({ input: BalancesInput, output: Balances, idempotent: true }),

  listTransactions: operation({ input: ListTransactionsInput, output: TransactionPage, idempotent: true }),
  getTransaction: operation({ input: IdInput, output: Transaction, idempotent: true }),
  createTransaction: operation({ input: CreateTransactionInput, output: Transaction }),
  updateTransaction: operation({ input: UpdateTransactionInput, output: Transaction }),
  deleteTransaction: operation({ input: IdInput, output: Affected }),
  bulkEdit: operation({ input: BulkEditInput, output: Affected, timeoutMs: 20_000 }),
  bulkDelete: operation({ input: SelectionInput, output: Affected, timeoutMs: 20_000 }),

  listCategories: operation({ input: Nothing, output: CategoryList, idempotent: true }),
  createCategory: operation({ input: CreateCategoryInput, output: Category }),
  updateCategory: operation({ input: UpdateCategoryInput, output: Category }),
  deleteCategory: operation({ input: DeleteCategoryInput, output: Affected }),
  listRules: operation({ input: Nothing, output: RuleList, idempotent: true }),
  createRule: operation({ input: CreateRuleInput, output: Rule }),
  deleteRule: operation({ input: IdInput, output: Affected }),

  previewImport: operation({ input: PreviewImportInput, output: ImportPreview, idempotent: true, timeoutMs: 10_000 }),
  startImport: operation({ input: StartImportInput, output: StartedImport }),
  listImports: operation({ input: PageInput, output: ImportList, idempotent: true }),
  getImport: operation({ input: IdInput, output: ImportReport, idempotent: true }),
  listImportRows: operation({ input: ListImportRowsInput, output: ImportRowPage, idempotent: true }),
  /** Removes what the import added, except rows the user has edited since: those are kept and counted. */
  undoImport: operation({ input: IdInput, output: ImportReport, timeoutMs: 30_000 }),
  createSampleHousehold: operation({ input: SampleHouseholdInput, output: StartedJob }),

  listSavedFilters: operation({ input: Nothing, output: SavedFilterList, idempotent: true }),
  saveFilter: operation({ input: SaveFilterInput, output: SavedFilter }),
  deleteSavedFilter: operation({ input: IdInput, output: Affected }),
});
