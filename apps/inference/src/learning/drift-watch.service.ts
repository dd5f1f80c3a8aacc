import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { inferenceContract } from '#contracts/inference';
import { Jobs } from '#jobs';
import { InjectClient, systemCall, type Client } from '#rpc';
import { trainModel } from './train-model.job.js';

const EVERY_MS = 60 * 60 * 1000;
/** Training again tells nothing before there is more to learn from. */
const REST_MS = 7 * 24 * 60 * 60 * 1000;

/** Looks at the drift of every model once an hour, warns, and starts a training where the model's policy says so. */
@Injectable()
export class DriftWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Drift');
  private timer?: NodeJS.Timeout;

  constructor(
    @InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>,
    private readonly jobs: Jobs,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      void this.look().catch((error: unknown) => this.log.warn({ msg: 'Drift could not be looked at', err: error }));
    }, EVERY_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns the models whose training was started */
  async look(): Promise<string[]> {
    const started: string[] = [];
    for (const { name, versions } of (await this.inference.listModels({}, systemCall())).models) {
      const report = await this.inference.getDrift({ name }, systemCall());
      if (report.level !== 'major') continue;
      this.log.warn(`${name} ${report.version} meets other data than at its training: ${report.signals[0]!.reason}`);
      const { trainable, policy } = await this.inference.getModelLearning({ name }, systemCall());
      const trained = versions.filter(({ source }) => source === 'training').map(({ createdAt }) => Date.parse(createdAt));
      const rested = Math.max(0, ...trained) < Date.now() - REST_MS;
      if (!trainable || !policy.retrainOnDrift || !rested) continue;
      await this.jobs.enqueue(trainModel, { name }, { requestId: `drift-of-${name}` });
      started.push(name);
    }
    return started;
  }
}
