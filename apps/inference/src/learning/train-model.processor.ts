import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { MessageChannel } from 'node:worker_threads';
import { inferenceContract, PRODUCTION, STAGING, type TrainedVersion } from '#contracts/inference';
import { Processes, type JobRun } from '#jobs';
import { InjectClient, systemCall, type Client } from '#rpc';
import { BlobStore } from '#storage';
import { startPool } from '../threads/pool.js';
import type { TrainedModel, TrainingTask } from '../threads/training.worker.js';
import { conclude, isBetter } from './conclude-training.js';
import { EvaluateVersions } from './evaluate-versions.js';
import { LabelledRowsReader } from './labelled-rows-reader.js';
import { splitLabelled } from './split-labelled.js';
import { trainModel, type TrainModelInput } from './train-model.job.js';

/** The latest choices that training looks at. */
const MAX_LABELLED = 20_000;
/** Calls of this job may wait for a graph to be loaded. */
const CALL_MS = 60_000;

/** How hard training tries; a spec asks for less. */
@Injectable()
export class TrainingEffort {
  /** Passes over the examples; as many as the model was made with unless told. */
  epochs?: number;
}

/** Trains the next version of the category model, holds it against the one in production, and registers it as `staging`. */
@Injectable()
export class TrainModelProcessor {
  constructor(
    @InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>,
    private readonly labelled: LabelledRowsReader,
    private readonly evaluation: EvaluateVersions,
    private readonly blobs: BlobStore,
    private readonly effort: TrainingEffort,
  ) {}

  @Processes(trainModel)
  async train({ name }: TrainModelInput, job: JobRun): Promise<TrainedVersion> {
    await job.progress(0, 100, 'Reading what people have chosen');
    const { training, recent } = splitLabelled(await this.labelled.latest(MAX_LABELLED));
    const production = await this.productionOf(name);
    const trained = await this.runTraining(training, job);
    await job.progress(92, 100, 'Comparing with production');
    const figures = await this.evaluation.compare(trained, production, recent);
    const version = await this.register(name, production, trained, figures, job.id);
    const promoted = await this.promoteIfBetter(name, version, figures);
    return { version, ...figures, promoted, conclusion: conclude(version, production, figures, promoted) };
  }

  private async productionOf(name: string): Promise<string> {
    const { aliases } = await this.inference.getModel({ name }, systemCall());
    return aliases.find(({ alias }) => alias === PRODUCTION)!.version;
  }

  /** In a thread of its own; ends with the job. */
  private async runTraining(extra: TrainingTask['extra'], job: JobRun): Promise<TrainedModel> {
    const pool = startPool('training.worker', 1);
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (done: number) => {
      void job.progress(Math.round(2 + 90 * done), 100, 'Training').catch(() => {});
    });
    try {
      // Another seed each time: a version trained again is another version.
      const seed = Number.parseInt(randomUUID().slice(0, 8), 16);
      const task: TrainingTask = { extra, seed, progress: port2, ...this.effort };
      return (await pool.run(task, { transferList: [port2], signal: job.signal })) as TrainedModel;
    } finally {
      port1.close();
      await pool.destroy();
    }
  }

  private async register(
    name: string,
    trainedFrom: string,
    { graph, description }: TrainedModel,
    figures: Awaited<ReturnType<EvaluateVersions['compare']>>,
    jobId: string,
  ): Promise<string> {
    const uploadKey = `training/${jobId}`;
    await this.blobs.put(
      uploadKey,
      (async function* () {
        yield graph;
      })(),
    );
    const { heldOutAccuracy, recentAccuracy, recentRows } = figures;
    const metrics = {
      ...description.metrics,
      heldOutAccuracy,
      ...(recentAccuracy !== undefined && { recentAccuracy, recentRows }),
    };
    const { version } = await this.inference.registerVersion(
      { name, uploadKey, description: { ...description, metrics, lineage: { trainedFrom, jobId } }, alias: STAGING },
      systemCall(jobId, CALL_MS),
    );
    return version;
  }

  private async promoteIfBetter(
    name: string,
    version: string,
    figures: Awaited<ReturnType<EvaluateVersions['compare']>>,
  ): Promise<boolean> {
    const { policy } = await this.inference.getModelLearning({ name }, systemCall());
    if (policy.promoteWhenBetterBy === undefined || !isBetter(figures, policy.promoteWhenBetterBy)) return false;
    const reason = `Better on recent corrections by at least ${policy.promoteWhenBetterBy * 100} points, by rule`;
    await this.inference.setAlias({ name, alias: PRODUCTION, version, reason }, systemCall(undefined, CALL_MS));
    return true;
  }
}
