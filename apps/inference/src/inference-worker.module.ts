import { Module } from '@nestjs/common';
import { DatabaseModule } from '#database';
import { JobsModule } from '#jobs';
import { StorageModule } from '#storage';
import { InferenceModule } from './inference.module.js';
import { DriftWatch } from './learning/drift-watch.service.js';
import { EvaluateVersions } from './learning/evaluate-versions.js';
import { TrainingEffort, TrainModelProcessor } from './learning/train-model.processor.js';

/** The jobs of models: training, and the look at drift. They need the database; serving does not. */
@Module({
  imports: [DatabaseModule.fromConfig(), JobsModule.fromConfig(), StorageModule, InferenceModule],
  providers: [TrainModelProcessor, TrainingEffort, EvaluateVersions, DriftWatch],
})
export class InferenceWorkerModule {}
