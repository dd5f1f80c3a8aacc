import { Logger } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import type { ModelDescription } from '../models/model-description.js';
import { ModelError } from '../models/model-error.js';
import { openVersion, type OpenedVersion } from '../models/open-version.js';
import { observeLoadFailure } from '../monitoring/inference-metrics.js';
import { preprocessorOf } from '../preprocessing/preprocessor.js';
import type { ServableVersion } from '../registry/registry-state.js';
import { LoadedVersion, threadsOf } from './loaded-version.js';
import { ResultCache } from './result-cache.js';

export interface PoolOptions {
  /** Execution providers, tried in order. */
  providers: readonly string[];
  /** Bytes that loaded versions may take together. */
  memoryBudget: number;
  /** Bytes that answers are remembered in; 0: none. */
  cacheBytes: number;
  /** Throws a ModelError for a version that must not be served although it can be. */
  accept?: (version: LoadedVersion) => void;
  /** Largest number of threads of a run; all cores unless told. */
  threads?: number;
}

/** A version that nobody has asked for so long is dropped, unless an alias names it. */
const KEEP_IDLE_MS = 10 * 60 * 1000;

/**
 * The versions in memory. Each is loaded once, however many ask; those that no alias needs go, the longest unused first, when
 * room is needed or they were idle for ten minutes.
 */
export class VersionPool {
  private readonly log = new Logger('Models');
  private readonly versions = new Map<string, Promise<LoadedVersion>>();
  private readonly ready = new Map<string, LoadedVersion>();
  private needed = new Set<string>();
  private readonly cache?: ResultCache;

  constructor(
    private readonly read: (version: ServableVersion) => Promise<Uint8Array>,
    private readonly options: PoolOptions,
  ) {
    if (options.cacheBytes > 0) this.cache = new ResultCache(options.cacheBytes);
  }

  get loaded(): LoadedVersion[] {
    return [...this.ready.values()];
  }

  /** @throws ModelError where it cannot be served, or does not fit into the memory budget */
  async get(version: ServableVersion): Promise<LoadedVersion> {
    const key = keyOf(version);
    let loading = this.versions.get(key);
    if (!loading) {
      loading = this.load(key, version);
      this.versions.set(key, loading);
      loading.catch(() => this.versions.delete(key));
    }
    return loading;
  }

  /** From now on these stay in memory; others may go. */
  keep(needed: readonly ServableVersion[]): void {
    this.needed = new Set(needed.map(keyOf));
    const idleSince = performance.now() - KEEP_IDLE_MS;
    for (const [key, version] of this.ready) {
      if (!this.needed.has(key) && !version.inUse && version.usedAt < idleSince) this.drop(key, version);
    }
  }

  /** Drops a version that is going to be deleted. */
  forget(version: ServableVersion): void {
    const key = keyOf(version);
    const loaded = this.ready.get(key);
    if (loaded) this.drop(key, loaded);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.versions.values());
    for (const [key, version] of this.ready) this.drop(key, version);
  }

  private async load(key: string, version: ServableVersion): Promise<LoadedVersion> {
    const { name, version: number } = version.description;
    try {
      const loaded = await this.open(await this.read(version), { ...version.description, sha256: version.sha256 });
      try {
        this.makeRoom(loaded.memory);
      } catch (error) {
        loaded.retire();
        throw error;
      }
      this.ready.set(key, loaded);
      this.log.log(`Loaded ${name} ${number} on ${loaded.opened.provider}`);
      return loaded;
    } catch (error) {
      observeLoadFailure(name, number);
      throw error instanceof ModelError ? error : new ModelError(`${name} ${number} cannot be read: ${(error as Error).message}`);
    }
  }

  /** Loads a graph, tries it, and lets it go. @throws ModelError */
  async trial(description: ModelDescription, graph: Uint8Array): Promise<OpenedVersion> {
    const version = await this.open(graph, description);
    version.retire();
    return version.opened;
  }

  private async open(graph: Uint8Array, description: ModelDescription): Promise<LoadedVersion> {
    const cores = Math.min(this.options.threads ?? Infinity, availableParallelism());
    const preprocessor = preprocessorOf(description);
    const threads = threadsOf(description.serving.threads, cores);
    const opened = await openVersion(graph, description, { providers: this.options.providers, threads });
    const version = new LoadedVersion(opened, cores, preprocessor, this.cache);
    try {
      this.options.accept?.(version);
      return version;
    } catch (error) {
      version.retire();
      throw error;
    }
  }

  private makeRoom(bytes: number): void {
    const { memoryBudget } = this.options;
    let used = this.loaded.reduce((sum, { memory }) => sum + memory, 0);
    const spare = [...this.ready]
      .filter(([key, version]) => !this.needed.has(key) && !version.inUse)
      .sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, version] of spare) {
      if (used + bytes <= memoryBudget) break;
      used -= version.memory;
      this.drop(key, version);
    }
    if (used + bytes > memoryBudget) {
      const mb = (value: number) => `${Math.ceil(value / 1e6)} MB`;
      throw new ModelError(
        `The model needs ${mb(bytes)}, but of the ${mb(memoryBudget)} for models (MODEL_MEMORY_MB) ${mb(used)} are in use`,
      );
    }
  }

  private drop(key: string, version: LoadedVersion): void {
    this.ready.delete(key);
    this.versions.delete(key);
    version.retire();
  }
}

function keyOf({ description, sha256 }: ServableVersion): string {
  return `${description.name}/${description.version}/${sha256}`;
}
