import { defineContract } from '#rpc';
import { accountOperations } from './accounts.operations.js';
import { categoryOperations } from './categories.operations.js';
import { importOperations } from './imports.operations.js';
import { ruleOperations } from './rules.operations.js';
import { savedFilterOperations } from './saved-filters.operations.js';
import { transactionOperations } from './transactions.operations.js';

export * from './accounts.dto.js';
export * from './categories.dto.js';
export * from './csv-mapping.dto.js';
export * from './imports.dto.js';
export * from './month-totals.dto.js';
export * from './rules.dto.js';
export * from './saved-filters.dto.js';
export * from './transactions.dto.js';

/**
 * Accounts, the ledger, categories, rules and imports. Every operation acts for the user of the call.
 * Refusals: `accounts.*`, `transactions.*`, `categories.*`, `imports.*`, `import.*` (the file), `rules.*`,
 * `saved-filters.*`, `invalid-input`, `unauthorized`, `forbidden`.
 */
export const transactionsContract = defineContract('transactions', {
  ...accountOperations,
  ...transactionOperations,
  ...categoryOperations,
  ...ruleOperations,
  ...importOperations,
  ...savedFilterOperations,
});
