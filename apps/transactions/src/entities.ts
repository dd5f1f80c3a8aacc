import type { ServiceSchema } from '#database';
import { migrations } from '#migrations/transactions';
import { AccountEntity } from './accounts/account.entity.js';
import { AttachmentEntity } from './attachments/attachment.entity.js';
import { DiscardedBlobEntity } from './attachments/discarded-blob.entity.js';
import { BudgetEntity } from './budgets/budget.entity.js';
import { CategoryEntity } from './categories/category.entity.js';
import { PersonalModelEntity } from './categorisation/learning/personal-model.entity.js';
import { CounterpartyKeyEntity } from './counterparties/counterparty-key.entity.js';
import { CounterpartyEntity } from './counterparties/counterparty.entity.js';
import { MerchantTotalEntity } from './counterparties/merchant-total.entity.js';
import { ExchangeRateEntity } from './exchange-rates/exchange-rate.entity.js';
import { ExportEntity } from './exports/export.entity.js';
import { GoalAccountEntity } from './goals/goal-account.entity.js';
import { GoalEntity } from './goals/goal.entity.js';
import { ImportRowEntity } from './imports/import-row.entity.js';
import { ImportEntity } from './imports/import.entity.js';
import { OtherIdentityEntity } from './imports/other-identity.entity.js';
import { LedgerEntity } from './ledger/ledger.entity.js';
import { MonthTotalEntity } from './ledger/month-total.entity.js';
import { TransactionSplitEntity } from './ledger/transaction-split.entity.js';
import { TransactionEntity } from './ledger/transaction.entity.js';
import { RuleDismissalEntity } from './rules/rule-dismissal.entity.js';
import { RuleRunChangeEntity, RuleRunEntity } from './rules/rule-run.entity.js';
import { ReviewActEntity, ReviewActRowEntity, ReviewSkipEntity } from './review/review-act.entity.js';
import { RuleEntity } from './rules/rule.entity.js';
import { SavedFilterEntity } from './saved-filters/saved-filter.entity.js';
import { TransferEntity } from './transfers/transfer.entity.js';

export {
  AccountEntity,
  AttachmentEntity,
  CounterpartyEntity,
  CounterpartyKeyEntity,
  DiscardedBlobEntity,
  MerchantTotalEntity,
  CategoryEntity,
  ExchangeRateEntity,
  ExportEntity,
  BudgetEntity,
  GoalEntity,
  GoalAccountEntity,
  ImportEntity,
  ImportRowEntity,
  LedgerEntity,
  OtherIdentityEntity,
  MonthTotalEntity,
  RuleEntity,
  SavedFilterEntity,
  TransactionEntity,
  TransactionSplitEntity,
  TransferEntity,
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
    RuleRunEntity,
    RuleRunChangeEntity,
    RuleDismissalEntity,
    SavedFilterEntity,
    ReviewActEntity,
    ReviewActRowEntity,
    ReviewSkipEntity,
    PersonalModelEntity,
    LedgerEntity,
    ImportEntity,
    ImportRowEntity,
    ExportEntity,
    BudgetEntity,
    GoalEntity,
    GoalAccountEntity,
    OtherIdentityEntity,
    ExchangeRateEntity,
    TransferEntity,
  ],
  migrations,
};
