import { Module } from '@nestjs/common';
import { DatabaseModule } from '#database';
import { JobsModule } from '#jobs';
import { StorageModule } from '#storage';
import { AccountsHandler } from './accounts/accounts.handler.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { ChangeAccounts } from './accounts/change-accounts.js';
import { CategoriesHandler } from './categories/categories.handler.js';
import { CategoriesRepository } from './categories/categories.repository.js';
import { ChangeCategories } from './categories/change-categories.js';
import { DeleteCategory } from './categories/delete-category.js';
import { Categoriser } from './categorisation/categoriser.js';
import { database } from './entities.js';
import { ImportStatementProcessor } from './imports/import-statement.processor.js';
import { ImportsHandler } from './imports/imports.handler.js';
import { ImportsRepository } from './imports/imports.repository.js';
import { PreviewImport } from './imports/preview-import.js';
import { RecategoriseProcessor } from './imports/recategorise.processor.js';
import { StartImport } from './imports/start-import.js';
import { UndoImport } from './imports/undo-import.js';
import { UploadedFile } from './imports/uploaded-file.js';
import { BulkChanges } from './ledger/bulk-changes.js';
import { CreateTransaction } from './ledger/create-transaction.js';
import { MonthTotalsHandler } from './ledger/month-totals.handler.js';
import { TransactionsHandler } from './ledger/transactions.handler.js';
import { TransactionsRepository } from './ledger/transactions.repository.js';
import { UpdateTransaction } from './ledger/update-transaction.js';
import { RulesHandler } from './rules/rules.handler.js';
import { CreateSampleHouseholdProcessor } from './sample-household/create-sample-household.processor.js';
import { SampleHouseholdHandler } from './sample-household/sample-household.handler.js';
import { SavedFiltersHandler } from './saved-filters/saved-filters.handler.js';

/** Accounts, the ledger, categories, rules and imports. */
@Module({
  imports: [DatabaseModule.fromConfig(), DatabaseModule.forService(database), JobsModule.fromConfig(), StorageModule],
  providers: [
    AccountsHandler,
    AccountsRepository,
    ChangeAccounts,
    TransactionsHandler,
    TransactionsRepository,
    CreateTransaction,
    UpdateTransaction,
    BulkChanges,
    MonthTotalsHandler,
    CategoriesHandler,
    CategoriesRepository,
    ChangeCategories,
    DeleteCategory,
    RulesHandler,
    SavedFiltersHandler,
    Categoriser,
    ImportsHandler,
    ImportsRepository,
    UploadedFile,
    PreviewImport,
    StartImport,
    UndoImport,
    ImportStatementProcessor,
    RecategoriseProcessor,
    SampleHouseholdHandler,
    CreateSampleHouseholdProcessor,
  ],
})
export class TransactionsModule {}
