import { AccountsController } from './accounts/accounts.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { AuthController } from './auth/auth.controller.js';
import { CategoriesController } from './categories/categories.controller.js';
import { ExchangeRatesController } from './exchange-rates/exchange-rates.controller.js';
import { CounterpartiesController } from './counterparties/counterparties.controller.js';
import { BudgetsController } from './budgets/budgets.controller.js';
import { ExportsController } from './exports/exports.controller.js';
import { YourDataController } from './exports/your-data.controller.js';
import { GoalsController } from './goals/goals.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { JobsController } from './jobs/jobs.controller.js';
import { ModelLearningController } from './models/model-learning.controller.js';
import { ModelTrafficController } from './models/model-traffic.controller.js';
import { ModelsController } from './models/models.controller.js';
import { ServingController } from './models/serving.controller.js';
import { PredictController } from './predict/predict.controller.js';
import { LearningController } from './review/learning.controller.js';
import { ReviewController } from './review/review.controller.js';
import { RuleRunsController } from './rules/rule-runs.controller.js';
import { RulesController } from './rules/rules.controller.js';
import { SavedFiltersController } from './saved-filters/saved-filters.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { TransactionsController } from './transactions/transactions.controller.js';
import { TransfersController } from './transfers/transfers.controller.js';
import { UploadsController } from './uploads/uploads.controller.js';

/** The public API, in the order in which its documentation tells it. */
export const controllers = [
  AuthController,
  SessionsController,
  ApiKeysController,
  AccountsController,
  TransactionsController,
  AttachmentsController,
  CounterpartiesController,
  CategoriesController,
  RulesController,
  RuleRunsController,
  ReviewController,
  LearningController,
  SavedFiltersController,
  TransfersController,
  ExchangeRatesController,
  UploadsController,
  ImportsController,
  BudgetsController,
  GoalsController,
  ExportsController,
  YourDataController,
  JobsController,
  PredictController,
  ModelsController,
  ModelTrafficController,
  ModelLearningController,
  ServingController,
];
