import type { ServiceSchema } from '#database';
import { migrations } from '#migrations/transactions';
import { AccountEntity } from './accounts/account.entity.js';
import { AttachmentEntity } from './attachments/attachment.entity.js';
import { DiscardedBlobEntity } from './attachments/discarded-blob.entity.js';
import { CategoryEntity } from './categories/category.entity.js';
import { CounterpartyKeyEntity } from './counterparties/counterparty-key.entity.js';
import { CounterpartyEntity } from './counterparties/counterparty.entity.js';
import { MerchantTotalEntity } from './counterparties/merchant-total.entity.js';
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
  AttachmentEntity,
  CounterpartyEntity,
  CounterpartyKeyEntity,
  DiscardedBlobEntity,
  MerchantTotalEntity,
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
    CounterpartyEntity,
    CounterpartyKeyEntity,
    MerchantTotalEntity,
    AttachmentEntity,
    DiscardedBlobEntity,
    CategoryEntity,
    RuleEntity,
    SavedFilterEntity,
    LedgerEntity,
    ImportEntity,
    ImportRowEntity,
  ],
  migrations,
};
