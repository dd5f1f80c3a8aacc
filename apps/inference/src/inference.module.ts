import { Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { join } from 'node:path';
import { Authenticator } from '#access';
import { Config } from '#config';
import { BlobStore, StorageModule } from '#storage';
import { CategoryPredictor } from './categories/category-predictor.js';
import { PredictCategoriesHandler } from './categories/predict-categories.handler.js';
import { CATEGORY_MODEL } from './categories/category-model.js';
import { PredictCategories } from './categories/predict-categories.js';
import { DriftHandler } from './drift/drift.handler.js';
import { DriftService } from './drift/drift.service.js';
import { LabelledRowsReader } from './learning/labelled-rows-reader.js';
import { LearningHandler } from './learning/learning.handler.js';
import { Monitor } from './monitoring/monitor.js';
import { DoorAccess } from './open-inference/door-access.js';
import { Infer } from './open-inference/infer.js';
import { ModelDoor } from './open-inference/model-door.js';
import { ModelRoutes } from './open-inference/model-routes.js';
import { closeFeatureThreads } from './threads/pool.js';
import { ArtefactStore } from './registry/artefact-store.js';
import { ChangeAliases } from './registry/change-aliases.js';
import { ChangeVersions } from './registry/change-versions.js';
import { RegisterVersion } from './registry/register-version.js';
import { RegistryDatabase } from './registry/registry-database.js';
import { RegistryFollower } from './registry/registry-follower.js';
import { RegistryHandler } from './registry/registry.handler.js';
import { ModelServer } from './serving/model-server.js';
import { VersionPool } from './serving/version-pool.js';
import { CompareOnLabels } from './traffic/compare-on-labels.js';
import { TrafficHandler } from './traffic/traffic.handler.js';

/** Lets go of models, threads and connections once no call can come any more. */
@Injectable()
class Release implements OnApplicationShutdown {
  constructor(
    private readonly server: ModelServer,
    private readonly registry: RegistryDatabase,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.server.close();
    await this.registry.close();
    await closeFeatureThreads();
  }
}

/** Serves the models of the registry. It needs no database to start: what served last serves again. */
@Module({
  imports: [StorageModule],
  providers: [
    {
      provide: ArtefactStore,
      inject: [Config, BlobStore],
      useFactory: ({ modelsFolder, dataFolder }: Config, blobs: BlobStore) =>
        new ArtefactStore(modelsFolder, join(dataFolder, 'models'), blobs),
    },
    {
      provide: VersionPool,
      inject: [Config, ArtefactStore],
      useFactory: (config: Config, artefacts: ArtefactStore) =>
        new VersionPool((version) => artefacts.read(version), {
          providers: config.modelProviders,
          memoryBudget: config.modelMemoryBytes,
          cacheBytes: config.modelCacheBytes,
          ...(config.modelThreads && { threads: config.modelThreads }),
          // What Steward itself asks must be able to answer it.
          accept: ({ description, infer }) => {
            if (description.name === CATEGORY_MODEL) new CategoryPredictor(description, infer);
          },
        }),
    },
    { provide: ModelServer, inject: [VersionPool], useFactory: (pool: VersionPool) => new ModelServer(pool) },
    RegistryDatabase,
    RegistryFollower,
    ChangeAliases,
    ChangeVersions,
    RegisterVersion,
    RegistryHandler,
    Monitor,
    PredictCategories,
    PredictCategoriesHandler,
    DriftService,
    DriftHandler,
    CompareOnLabels,
    TrafficHandler,
    LabelledRowsReader,
    LearningHandler,
    Authenticator,
    DoorAccess,
    Infer,
    ModelRoutes,
    ModelDoor,
    Release,
  ],
  exports: [PredictCategories, LabelledRowsReader],
})
export class InferenceModule {}
