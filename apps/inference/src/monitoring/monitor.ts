import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Description, RankedCategory } from '../categories/category-predictor.js';
import { CATEGORY_MODEL } from '../categories/category-model.js';
import { RegistryDatabase } from '../registry/registry-database.js';
import { RegistryFollower } from '../registry/registry-follower.js';
import type { LoadedVersion } from '../serving/loaded-version.js';
import { ModelServer } from '../serving/model-server.js';
import type { Tensors } from '../serving/tensor.js';
import { observePredictions } from './inference-metrics.js';
import { ObservationEntity } from './observation.entity.js';
import type { ShadowRow } from '../traffic/agreement.js';
import { Recorder } from './recorder.js';
import { topClasses } from './top-classes.js';

const WRITE_EVERY_MS = 10_000;
const HOUR_MS = 3_600_000;
const KEPT = `interval '60 days'`;

/** Sees every prediction: counts it for Prometheus, for drift and for the comparison of versions. */
@Injectable()
export class Monitor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Models');
  /** `name/version` → what is being counted. */
  private readonly recorders = new Map<string, Recorder>();
  private readonly changed = new Set<string>();
  private timer?: NodeJS.Timeout;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly registry: RegistryDatabase,
    private readonly follower: RegistryFollower,
    private readonly server: ModelServer,
  ) {}

  onApplicationBootstrap(): void {
    if (this.registry.exists) this.timer = setInterval(() => void this.write(), WRITE_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    if (this.registry.exists) await this.write();
  }

  categories({ description }: LoadedVersion, items: readonly Description[], ranked: readonly RankedCategory[][]): void {
    const { name, version } = description;
    observePredictions(
      name,
      version,
      ranked.map(([first]) => ({ className: first!.primary, confidence: first!.confidence })),
    );
    this.recorderOf(description).categories(items, ranked);
  }

  tensors({ description }: LoadedVersion, inputs: Tensors, outputs: Tensors): void {
    const { name, version, labels } = description;
    const classes = topClasses(outputs, labels);
    observePredictions(name, version, classes);
    // The reference of the category model speaks of primary categories, which its tensors do not name.
    this.recorderOf(description).tensors(inputs, name === CATEGORY_MODEL ? [] : classes);
  }

  /** What a challenger said of rows that another version answered. */
  shadow({ description }: LoadedVersion, rows: readonly ShadowRow[]): void {
    this.recorderOf(description).shadow(rows);
  }

  shadowTensors(champion: LoadedVersion, answer: Tensors, challenger: LoadedVersion, other: Tensors): void {
    const classes = topClasses(answer, champion.description.labels);
    const others = topClasses(other, challenger.description.labels);
    if (!classes.length || classes.length !== others.length) return;
    const rows = classes.map(({ className, confidence }, i) => ({
      champion: className,
      challenger: others[i]!.className,
      championConfidence: confidence,
      challengerConfidence: others[i]!.confidence,
    }));
    this.shadow(challenger, rows);
  }

  /** Writes down what was counted, so that all replicas' counts can be read together. */
  write(): Promise<void> {
    return (this.writing = this.writing.then(() => this.writeNow()));
  }

  private recorderOf(description: LoadedVersion['description']): Recorder {
    const key = `${description.name}/${description.version}`;
    this.changed.add(key);
    const startedAt = this.stretchOf(description.name);
    const known = this.recorders.get(key);
    if (known && known.startedAt >= startedAt) return known;
    // The stretch that ends is written with the next ones.
    if (known) void this.writeOne(key, known);
    const fresh = new Recorder(description, startedAt);
    this.recorders.set(key, fresh);
    return fresh;
  }

  /** Beginning of the present stretch: the full hour, or the change of the traffic rule in it. */
  private stretchOf(name: string): number {
    const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const startedAt = this.server.state.models[name]?.traffic?.startedAt;
    return Math.max(hour, startedAt ? Date.parse(startedAt) : 0);
  }

  private async writeNow(): Promise<void> {
    const keys = [...this.changed];
    this.changed.clear();
    for (const key of keys) await this.writeOne(key, this.recorders.get(key)!);
  }

  private async writeOne(key: string, recorder: Recorder): Promise<void> {
    const [name, version] = key.split('/') as [string, string];
    const replica = this.follower.replica;
    try {
      await this.registry.run(async (manager) => {
        const startedAt = new Date(recorder.startedAt);
        const row = { name, version: Number(version), startedAt, replica, statistics: recorder.toJSON() };
        await manager.upsert(ObservationEntity, row, ['name', 'version', 'startedAt', 'replica']);
        await manager.query(`delete from inference.observation where started_at < now() - ${KEPT}`);
      });
    } catch (error) {
      this.changed.add(key);
      this.log.debug(`What was predicted is not written down yet: ${(error as Error).message}`);
    }
  }
}
