import { Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '#config';
import { CategoryPredictor } from './categories/category-predictor.js';
import { PredictCategoriesHandler } from './categories/predict-categories.handler.js';
import { loadModel } from './models/load-model.js';

/** Lets go of the models once no call can come any more. */
@Injectable()
class ModelRelease implements OnApplicationShutdown {
  constructor(private readonly predictor: CategoryPredictor) {}

  onApplicationShutdown(): Promise<void> {
    return this.predictor.close();
  }
}

/** Serves the models of the repository. A model that is missing or damaged stops the start. */
@Module({
  providers: [
    {
      provide: CategoryPredictor,
      inject: [Config],
      useFactory: async ({ modelsFolder }: Config) =>
        new CategoryPredictor(await loadModel(modelsFolder, 'transaction-category')),
    },
    PredictCategoriesHandler,
    ModelRelease,
  ],
})
export class InferenceModule {}
