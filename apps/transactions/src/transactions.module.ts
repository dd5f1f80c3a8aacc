import { Module } from '@nestjs/common';
import { DatabaseModule } from '#database';
import { JobsModule } from '#jobs';
import { StorageModule } from '#storage';
import { AccountsHandler } from './accounts/accounts.handler.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { ChangeAccounts } from './accounts/change-accounts.js';
import { AddAttachment } from './attachments/add-attachment.js';
import { AttachmentsHandler } from './attachments/attachments.handler.js';
import { AttachmentsRepository } from './attachments/attachments.repository.js';
import { SweepBlobsService } from './attachments/sweep-blobs.service.js';
import { ArchiveHandler } from './archive/archive.handler.js';
import { DeleteEverythingProcessor } from './archive/delete-everything.processor.js';
import { RestoreArchiveProcessor } from './archive/restore-archive.processor.js';
import { BudgetsHandler } from './budgets/budgets.handler.js';
import { BudgetsService } from './budgets/budgets.service.js';
import { CategoriesHandler } from './categories/categories.handler.js';
import { CategoriesRepository } from './categories/categories.repository.js';
import { ChangeCategories } from './categories/change-categories.js';
import { DeleteCategory } from './categories/delete-category.js';
import { Categoriser } from './categorisation/categoriser.js';
import { ExplainTransaction } from './categorisation/explanation/explain-transaction.js';
import { ExplanationHandler } from './categorisation/explanation/explanation.handler.js';
import { LabelledRowsHandler } from './categorisation/learning/labelled-rows.handler.js';
import { LabelledRowsRepository } from './categorisation/learning/labelled-rows.repository.js';
import { LearningTrigger } from './categorisation/learning/learning-trigger.js';
import { LearningHandler } from './categorisation/learning/learning.handler.js';
import { PersonalModels } from './categorisation/learning/personal-models.js';
import { RecategoriseOpen } from './categorisation/learning/recategorise-open.js';
import { RecategoriseOpenProcessor } from './categorisation/learning/recategorise-open.processor.js';
import { RetrainCategoriesProcessor } from './categorisation/learning/retrain-categories.processor.js';
import { CounterpartiesHandler } from './counterparties/counterparties.handler.js';
import { CounterpartiesRepository } from './counterparties/counterparties.repository.js';
import { MergeCounterparties } from './counterparties/merge-counterparties.js';
import { database } from './entities.js';
import { ExchangeRatesHandler } from './exchange-rates/exchange-rates.handler.js';
import { ExchangeRatesRepository } from './exchange-rates/exchange-rates.repository.js';
import { ExchangeRates } from './exchange-rates/exchange-rates.service.js';
import { FetchRatesProcessor } from './exchange-rates/fetch-rates.processor.js';
import { LoadRatesProcessor } from './exchange-rates/load-rates.processor.js';
import { ReportingCurrency } from './exchange-rates/reporting-currency.js';
import { ScheduleFetch } from './exchange-rates/schedule-fetch.js';
import { ExpireExportsService } from './exports/expire-exports.service.js';
import { ExportsHandler } from './exports/exports.handler.js';
import { ExportsRepository } from './exports/exports.repository.js';
import { MakeExportProcessor } from './exports/make-export.processor.js';
import { StartExport } from './exports/start-export.js';
import { ExpireFilesService } from './imports/expire-files.service.js';
import { ImportRowsAnyway } from './imports/import-rows-anyway.js';
import { GoalsHandler } from './goals/goals.handler.js';
import { GoalsService } from './goals/goals.service.js';
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
import { ReviewActs } from './review/review-acts.js';
import { ReviewQueue } from './review/review-queue.js';
import { ReviewHandler } from './review/review.handler.js';
import { ApplyRulesProcessor } from './rules/apply-rules.processor.js';
import { PreviewRule } from './rules/preview-rule.js';
import { RuleRunsHandler } from './rules/rule-runs.handler.js';
import { RulesHandler } from './rules/rules.handler.js';
import { RulesRepository } from './rules/rules.repository.js';
import { SuggestRules } from './rules/suggest-rules.js';
import { UndoRuleRunProcessor } from './rules/undo-rule-run.processor.js';
import { ChangeSplits } from './splits/change-splits.js';
import { CreateSampleHouseholdProcessor } from './sample-household/create-sample-household.processor.js';
import { SampleHouseholdHandler } from './sample-household/sample-household.handler.js';
import { SavedFiltersHandler } from './saved-filters/saved-filters.handler.js';
import { ChangeTransfers } from './transfers/change-transfers.js';
import { FindTransfersProcessor } from './transfers/find-transfers.processor.js';
import { TransfersHandler } from './transfers/transfers.handler.js';
import { TransfersRepository } from './transfers/transfers.repository.js';

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
    ChangeSplits,
    CounterpartiesHandler,
    CounterpartiesRepository,
    MergeCounterparties,
    AttachmentsHandler,
    AttachmentsRepository,
    AddAttachment,
    SweepBlobsService,
    RulesRepository,
    RulesHandler,
    PreviewRule,
    RuleRunsHandler,
    ApplyRulesProcessor,
    UndoRuleRunProcessor,
    SuggestRules,
    SavedFiltersHandler,
    Categoriser,
    PersonalModels,
    LearningTrigger,
    LearningHandler,
    LabelledRowsRepository,
    LabelledRowsHandler,
    ExplainTransaction,
    ExplanationHandler,
    RecategoriseOpen,
    RecategoriseOpenProcessor,
    RetrainCategoriesProcessor,
    ReviewQueue,
    ReviewActs,
    ReviewHandler,
    ImportsHandler,
    ImportsRepository,
    UploadedFile,
    PreviewImport,
    StartImport,
    ImportRowsAnyway,
    ExpireFilesService,
    UndoImport,
    ImportStatementProcessor,
    RecategoriseProcessor,
    BudgetsHandler,
    BudgetsService,
    GoalsHandler,
    GoalsService,
    ExportsHandler,
    ExportsRepository,
    StartExport,
    MakeExportProcessor,
    ExpireExportsService,
    ArchiveHandler,
    RestoreArchiveProcessor,
    DeleteEverythingProcessor,
    SampleHouseholdHandler,
    CreateSampleHouseholdProcessor,
    ExchangeRates,
    ExchangeRatesRepository,
    ExchangeRatesHandler,
    ReportingCurrency,
    LoadRatesProcessor,
    FetchRatesProcessor,
    ScheduleFetch,
    TransfersHandler,
    TransfersRepository,
    ChangeTransfers,
    FindTransfersProcessor,
  ],
})
export class TransactionsModule {}
