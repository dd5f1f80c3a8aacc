import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Config } from '#config';
import { Readiness } from '#observability';
import { ModelServer } from '../serving/model-server.js';
import { ArtefactStore } from './artefact-store.js';
import { scanFolder, stateOfFolder } from './folder-state.js';
import { readState } from './read-state.js';
import { RegistryDatabase } from './registry-database.js';
import { ReplicaEntity } from './replica.entity.js';
import { syncFolder } from './sync-folder.js';

/** A notification may be lost: look by the clock, too. */
const LOOK_EVERY_MS = 2_000;
/** Longest wait for the registry at start; then what was served last is served again. */
const START_WITHIN_MS = 3_000;
const REPORT_EVERY_MS = 10_000;
const REPLICA_FORGOTTEN_AFTER = `interval '1 hour'`;

/** Makes this replica serve what the registry says, at start and after every change; and tells the registry how far it is. */
@Injectable()
export class RegistryFollower implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Names this process among the replicas. */
  readonly replica = `${hostname()}:${process.pid}:${randomBytes(2).toString('hex')}`;
  private readonly log = new Logger('Models');
  private readonly startedAt = new Date();
  private timer?: NodeJS.Timeout;
  private unsubscribe?: () => void;
  private starting?: Promise<void>;
  private following?: Promise<void>;
  private again = false;
  private synced = false;
  private reportedAt = 0;
  private complainedAt = -Infinity;
  private closed = false;

  constructor(
    private readonly config: Config,
    private readonly registry: RegistryDatabase,
    private readonly artefacts: ArtefactStore,
    private readonly server: ModelServer,
    readiness: Readiness,
  ) {
    readiness.add('models', async () => this.assertServing());
  }

  /** Resolves once models are loaded, as at the start of the process. */
  ready(): Promise<void> {
    return (this.starting ??= this.start());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.ready();
    if (!Object.keys(this.server.state.models).length) {
      throw new Error(`There is no model version in ${this.config.modelsFolder}: set MODELS_FOLDER to the model repository`);
    }
    if (!this.registry.exists) return;
    this.unsubscribe = this.registry.signals?.on('changed', () => void this.follow());
    this.timer = setInterval(() => void this.follow(), LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    this.unsubscribe?.();
    await this.following;
    if (this.synced) {
      await this.registry.run((manager) => manager.delete(ReplicaEntity, { id: this.replica })).catch(() => {});
    }
  }

  /** Applies the registry's latest state now; resolves when this replica serves by it. Errors are for the log. */
  follow(): Promise<void> {
    this.again = true;
    this.following ??= this.run().finally(() => (this.following = undefined));
    return this.following;
  }

  private async run(): Promise<void> {
    while (this.again && !this.closed) {
      this.again = false;
      try {
        await this.look();
        this.complainedAt = -Infinity;
      } catch (error) {
        // One line a minute while the registry is away.
        if (performance.now() - this.complainedAt < 60_000) return;
        this.complainedAt = performance.now();
        this.log.warn(`The model registry is not followed: ${(error as Error).message}`);
      }
    }
  }

  private async start(): Promise<void> {
    if (this.registry.exists) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, START_WITHIN_MS);
      });
      await Promise.race([this.follow(), late]);
      clearTimeout(timer);
      if (this.server.state.revision >= 0) return;
    }
    const kept = this.registry.exists ? await this.artefacts.kept() : undefined;
    const state = kept ?? stateOfFolder((await scanFolder(this.config.modelsFolder)).found);
    if (this.registry.exists) this.log.warn('The model registry does not answer: serving what was served last');
    await this.server.apply(state);
  }

  private async look(): Promise<void> {
    if (!this.synced) {
      for (const problem of await syncFolder(this.registry, this.config.modelsFolder)) this.log.error(problem);
      this.synced = true;
    }
    const latest = await this.registry.run((manager) =>
      manager.query<{ revision: number }[]>('select revision from inference.registry'),
    );
    const served = this.server.state.revision;
    const stale = latest[0]!.revision !== served;
    // What could not be loaded, for want of memory or of the object store, is tried again.
    const retry = this.server.problems.length > 0 && Date.now() - this.reportedAt > REPORT_EVERY_MS;
    if (stale || retry) {
      const state = await this.registry.run(readState);
      await this.server.apply(state);
      // What cannot be served is no good state to start from.
      if (!this.server.problems.length) {
        await this.artefacts
          .keep(state)
          .catch((error: unknown) =>
            this.log.warn({ msg: 'The served models cannot be kept for a start without registry', err: error }),
          );
      }
    }
    if (this.server.state.revision !== served || Date.now() - this.reportedAt > REPORT_EVERY_MS) await this.report();
  }

  private async report(): Promise<void> {
    this.reportedAt = Date.now();
    const loaded = this.server.loaded.map(({ description: { name, version }, opened: { provider }, memory, loadedAt }) => ({
      name,
      version,
      provider,
      bytes: memory,
      loadedAt: loadedAt.toISOString(),
    }));
    const { revision } = this.server.state;
    const { replica: id, startedAt } = this;
    const { problems } = this.server;
    await this.registry.run(async (manager) => {
      await manager.save(ReplicaEntity, { id, revision, loaded, problems, startedAt, seenAt: new Date() });
      await manager.query(`delete from inference.replica where seen_at < now() - ${REPLICA_FORGOTTEN_AFTER}`);
    });
  }

  private assertServing(): void {
    if (!this.server.loaded.length) throw new Error(this.server.problems[0] ?? 'No model is loaded');
  }
}
