import { Logger } from '@nestjs/common';
import { PRODUCTION } from '#contracts/inference';
import { ServiceError } from '#rpc';
import type { ModelDescription } from '../models/model-description.js';
import type { OpenedVersion } from '../models/open-version.js';
import { showLoaded } from '../monitoring/inference-metrics.js';
import { neededVersions, type RegistryState, type ServableModel, type ServableVersion } from '../registry/registry-state.js';
import { assignVariant } from '../traffic/assign-variant.js';
import type { LoadedVersion } from './loaded-version.js';
import type { VersionPool } from './version-pool.js';

/** Which version is to answer. */
export interface Choice {
  /** A version by its number or by an alias; absent: production, or the traffic split's part. */
  version?: string;
  /** Whose request it is: one user is always answered by the same part of a split. */
  userKey?: string;
}

/** How requests for one model find their version. It is replaced as a whole, never changed. */
interface Route {
  model: ServableModel;
  aliases: Map<string, LoadedVersion>;
  variants: Map<string, LoadedVersion>;
  shadow?: LoadedVersion;
}

/**
 * Serves the versions that the registry names. A change of the registry is applied by loading what is new beside what serves,
 * and then changing the route in one step: whoever has begun with a version ends with it, and nobody waits. A version that
 * cannot be loaded leaves the route as it was.
 */
export class ModelServer {
  private readonly log = new Logger('Models');
  private routes = new Map<string, Route>();
  private applying: Promise<unknown> = Promise.resolve();
  private current: RegistryState = { revision: -1, models: {} };
  /** What could not be loaded, with the reason. */
  problems: string[] = [];

  constructor(private readonly pool: VersionPool) {}

  /** The state of the registry that is served. */
  get state(): RegistryState {
    return this.current;
  }

  get loaded(): LoadedVersion[] {
    return this.pool.loaded;
  }

  /** Versions of a model that can be asked for, ascending. */
  versionsOf(name: string): string[] {
    return Object.keys(this.routes.get(name)?.model.versions ?? {});
  }

  /** Serves by this state from when it resolves; states are applied one after another. */
  apply(state: RegistryState): Promise<void> {
    const next = this.applying.then(() => this.applyNow(state));
    this.applying = next.catch(() => {});
    return next;
  }

  /**
   * Answers with one version, which stays in memory as long.
   * @throws ServiceError `models.not-found`, `models.version-not-found`, `models.unusable`
   */
  async with<T>(name: string, choice: Choice, use: (version: LoadedVersion, shadow?: LoadedVersion) => Promise<T>): Promise<T> {
    const version = this.choose(name, choice) ?? (await this.loadOnDemand(name, choice.version!));
    const shadow = choice.version === undefined ? this.routes.get(name)?.shadow : undefined;
    version.hold();
    try {
      return await use(version, shadow === version ? undefined : shadow);
    } finally {
      version.release();
    }
  }

  /** Makes sure that a version can be served here. @throws ModelError */
  async tryVersion(version: ServableVersion): Promise<LoadedVersion> {
    return this.pool.get(version);
  }

  /** Loads a graph that is not registered, tries it, and lets it go. @throws ModelError */
  trial(description: ModelDescription, graph: Uint8Array): Promise<Pick<OpenedVersion, 'inputs' | 'outputs'>> {
    return this.pool.trial(description, graph);
  }

  /** Lets go of a version that is no longer registered. */
  forget(version: ServableVersion): void {
    this.pool.forget(version);
  }

  async close(): Promise<void> {
    await this.applying;
    await this.pool.close();
  }

  private choose(name: string, { version, userKey }: Choice): LoadedVersion | undefined {
    const route = this.routes.get(name);
    if (!route) throw new ServiceError('models.not-found', `There is no model ${name}`);
    if (version !== undefined) {
      const alias = route.aliases.get(version);
      if (alias) return alias;
      return this.pool.loaded.find(
        ({ description: d }) => d.name === name && d.version === version && route.model.versions[version],
      );
    }
    const { traffic } = route.model;
    if (traffic?.variants.length && userKey !== undefined) {
      const variant = route.variants.get(assignVariant(userKey, traffic.seed, traffic.variants));
      if (variant) return variant;
    }
    const production = route.aliases.get(PRODUCTION);
    if (!production) throw new ServiceError('models.version-not-found', `No version of ${name} is in production`);
    return production;
  }

  private async loadOnDemand(name: string, version: string): Promise<LoadedVersion> {
    const servable = this.routes.get(name)!.model.versions[version];
    if (!servable) throw new ServiceError('models.version-not-found', `${name} has no version or alias ${version}`);
    try {
      return await this.pool.get(servable);
    } catch (error) {
      throw new ServiceError('models.unusable', (error as Error).message);
    }
  }

  private async applyNow(state: RegistryState): Promise<void> {
    const problems: string[] = [];
    const routes = new Map<string, Route>();
    for (const [name, model] of Object.entries(state.models)) {
      const loaded = new Map<string, LoadedVersion>();
      for (const number of neededVersions(model)) {
        const version = model.versions[number];
        try {
          if (!version) throw new Error('the registry does not know it');
          loaded.set(number, await this.pool.get(version));
        } catch (error) {
          problems.push(`${name} ${number}: ${(error as Error).message}`);
        }
      }
      routes.set(name, this.routeOf(model, loaded, this.routes.get(name)));
    }
    this.routes = routes;
    this.current = state;
    this.problems = problems;
    for (const problem of problems) this.log.error(`Cannot serve ${problem}`);
    this.pool.keep(neededOf(state));
    this.showMetrics();
  }

  private routeOf(model: ServableModel, loaded: Map<string, LoadedVersion>, before?: Route): Route {
    const aliases = new Map<string, LoadedVersion>();
    for (const [alias, number] of Object.entries(model.aliases)) {
      // What cannot be loaded leaves the alias where it was.
      const version = loaded.get(number) ?? before?.aliases.get(alias);
      if (version) aliases.set(alias, version);
    }
    const variants = new Map<string, LoadedVersion>();
    for (const { version } of model.traffic?.variants ?? []) {
      const variant = loaded.get(version);
      if (variant) variants.set(version, variant);
    }
    const shadow = model.traffic?.shadow === undefined ? undefined : loaded.get(model.traffic.shadow);
    return { model, aliases, variants, ...(shadow && { shadow }) };
  }

  private showMetrics(): void {
    showLoaded(
      this.pool.loaded.map(({ description: { name, version }, opened }) => ({
        model: name,
        version,
        provider: opened.provider,
        aliases: [...(this.routes.get(name)?.aliases ?? [])]
          .filter(([, one]) => one.description.version === version)
          .map(([alias]) => alias),
      })),
    );
  }
}

function neededOf(state: RegistryState): ServableVersion[] {
  return Object.values(state.models).flatMap((model) =>
    [...neededVersions(model)].map((version) => model.versions[version]).filter((version) => version !== undefined),
  );
}
