import { defineContract } from '#rpc';
import { accountOperations } from './accounts.operations.js';
import { attachmentOperations } from './attachments.operations.js';
import { budgetOperations } from './budgets.operations.js';
import { categoryOperations } from './categories.operations.js';
import { counterpartyOperations } from './counterparties.operations.js';
import { exchangeRateOperations } from './exchange-rates.operations.js';
import { exportOperations } from './exports.operations.js';
import { goalOperations } from './goals.operations.js';
import { importOperations } from './imports.operations.js';
import { reviewOperations } from './review.operations.js';
import { ruleOperations } from './rules.operations.js';
import { savedFilterOperations } from './saved-filters.operations.js';
import { transactionOperations } from './transactions.operations.js';
import { transferOperations } from './transfers.operations.js';

export * from './accounts.dto.js';
export * from './attachments.dto.js';
export * from './budgets.dto.js';
export * from './categories.dto.js';
export * from './counterparties.dto.js';
export * from './csv-mapping.dto.js';
export * from './exchange-rates.dto.js';
export * from './exports.dto.js';
export * from './explanations.dto.js';
export * from './goals.dto.js';
export * from './imports.dto.js';
export * from './month-totals.dto.js';
export * from './rule-actions.dto.js';
export * from './rule-conditions.dto.js';
export * from './rule-runs.dto.js';
export * from './labelled-rows.dto.js';
export * from './learning.dto.js';
export * from './review.dto.js';
export * from './rules.dto.js';
export * from './saved-filters.dto.js';
export * from './splits.dto.js';
export * from './transactions.dto.js';
export * from './transfers.dto.js';

/**
 * Accounts, the ledger, categories, rules and imports. Every operation acts for the user of the call.
 * Refusals: `accounts.*`, `transactions.*`, `categories.*`, `attachments.*`, `counterparties.*`, `imports.*`, `import.*` (the file), `rules.*`,
 * `saved-filters.*`, `exchange-rates.*`, `transfers.*`, `invalid-input`, `unauthorized`, `forbidden`.
 */
export const transactionsContract = defineContract('transactions', {
  ...accountOperations,
  ...transactionOperations,
  ...attachmentOperations,
  ...counterpartyOperations,
  ...categoryOperations,
  ...ruleOperations,
  ...reviewOperations,
  ...importOperations,
  ...exportOperations,
  ...budgetOperations,
  ...goalOperations,
  ...savedFilterOperations,
  ...exchangeRateOperations,
  ...transferOperations,
});
