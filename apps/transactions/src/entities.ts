import type { ServiceSchema } from '#database';
import { migrations } from '#migrations/transactions';
import { AccountEntity } from './accounts/account.entity.js';
import { CategoryEntity } from './categories/category.entity.js';
import { ImportRowEntity } from './imports/import-row.entity.js';
import { ImportEntity } from './imports/import.entity.js';
import { LedgerEntity } from './ledger/ledger.entity.js';
import { MonthTotalEntity } from './ledger/month-total.entity.js';
import { TransactionSplitEntity } from './ledger/transaction-split.entity.js';
import { TransactionEntity } from './ledger/transaction.entity.js';
import { RuleEntity } from './rules/rule.entity.js';
import { SavedFilterEntity } from './saved-filters/saved-filter.entity.js';

export {
  AccountEntity,
  CategoryEntity,
  ImportEntity,
  ImportRowEntity,
  LedgerEntity,
  MonthTotalEntity,
  RuleEntity,
  SavedFilterEntity,
  TransactionEntity,
  TransactionSplitEntity,
};

/** What this service keeps in the database. */
export const database: ServiceSchema = {
  schema: 'transactions',
  entities: [
    AccountEntity,
    TransactionEntity,
    TransactionSplitEntity,
    MonthTotalEntity,
    CategoryEntity,
    RuleEntity,
    SavedFilterEntity,
    LedgerEntity,
    ImportEntity,
    ImportRowEntity,
  ],
  migrations,
};
