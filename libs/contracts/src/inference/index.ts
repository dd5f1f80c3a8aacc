import { defineContract, Nothing, operation } from '#rpc';
import { DriftInput, DriftReport } from './drift.dto.js';
import { ModelLearning, SetLearningPolicyInput, StartedTraining } from './learning.dto.js';
import {
  AliasHistory,
  AliasInput,
  ModelInput,
  ModelVersionDetails,
  ModelVersionInput,
  RegisteredModel,
  RegisteredModels,
  RegisterVersionInput,
  RollBackAliasInput,
  ServingStatus,
  SetAliasInput,
  UpdateVersionInput,
} from './models.dto.js';
import {
  CategoryExplanation,
  CategoryPrediction,
  CategoryPredictions,
  PredictCategoriesInput,
  PredictCategoryInput,
} from './predictions.dto.js';
import { CompareVersionsInput, RecordOutcomesInput, SetTrafficInput, TrafficReport, VersionComparison } from './traffic.dto.js';

export * from './drift.dto.js';
export * from './learning.dto.js';
export * from './models.dto.js';
export * from './predictions.dto.js';
export * from './traffic.dto.js';

/** A version is loaded and tried before it is registered or served; large ones take their time. */
const LOADING_MS = 60_000;

export const inferenceContract = defineContract(
  'inference',
  {
    predictCategory: operation({ input: PredictCategoryInput, output: CategoryPrediction, idempotent: true, timeoutMs: 2_000 }),
    predictCategories: operation({
      input: PredictCategoriesInput,
      output: CategoryPredictions,
      idempotent: true,
      timeoutMs: 10_000,
    }),
    explainCategory: operation({ input: PredictCategoryInput, output: CategoryExplanation, idempotent: true, timeoutMs: 5_000 }),

    listModels: operation({ input: Nothing, output: RegisteredModels, idempotent: true }),
    getModel: operation({ input: ModelInput, output: RegisteredModel, idempotent: true }),
    registerVersion: operation({ input: RegisterVersionInput, output: ModelVersionDetails, timeoutMs: LOADING_MS }),
    updateVersion: operation({ input: UpdateVersionInput, output: ModelVersionDetails, idempotent: true }),
    deleteVersion: operation({ input: ModelVersionInput, output: Nothing }),
    setAlias: operation({ input: SetAliasInput, output: RegisteredModel, idempotent: true, timeoutMs: LOADING_MS }),
    rollBackAlias: operation({ input: RollBackAliasInput, output: RegisteredModel, timeoutMs: LOADING_MS }),
    removeAlias: operation({ input: AliasInput, output: RegisteredModel, idempotent: true }),
    getAliasHistory: operation({ input: ModelInput, output: AliasHistory, idempotent: true }),
    getServing: operation({ input: Nothing, output: ServingStatus, idempotent: true }),

    setTraffic: operation({ input: SetTrafficInput, output: TrafficReport, idempotent: true, timeoutMs: LOADING_MS }),
    getTraffic: operation({ input: ModelInput, output: TrafficReport, idempotent: true }),
    recordOutcomes: operation({ input: RecordOutcomesInput, output: Nothing }),
    compareVersions: operation({
      input: CompareVersionsInput,
      output: VersionComparison,
      idempotent: true,
      timeoutMs: LOADING_MS,
    }),

    getDrift: operation({ input: DriftInput, output: DriftReport, idempotent: true }),

    getModelLearning: operation({ input: ModelInput, output: ModelLearning, idempotent: true }),
    setLearningPolicy: operation({ input: SetLearningPolicyInput, output: ModelLearning, idempotent: true }),
    trainModel: operation({ input: ModelInput, output: StartedTraining }),
  },
  // An import must not wait for a model that is down: three failures in a row and it goes on without.
  { breaker: { failures: 3, openMs: 60_000 } },
);
