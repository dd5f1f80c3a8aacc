import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import {
  inferenceContract,
  type CompareVersionsInput,
  type ModelInput,
  type RecordOutcomesInput,
  type SetTrafficInput,
  type TrafficReport,
  type VersionComparison,
} from '#contracts/inference';
import { Implements, ServiceError, type CallContext, type Nothing } from '#rpc';
import { Monitor } from '../monitoring/monitor.js';
import { ModelVersionEntity } from '../registry/model-version.entity.js';
import { servableOf } from '../registry/read-state.js';
import { RegistryDatabase } from '../registry/registry-database.js';
import { RegistryFollower } from '../registry/registry-follower.js';
import { requireManager } from '../registry/registry.handler.js';
import { viewModel, viewOneVersion } from '../registry/registry-views.js';
import { ModelServer } from '../serving/model-server.js';
import { CompareOnLabels } from './compare-on-labels.js';
import { OutcomeEntity } from './outcome.entity.js';
import { reportTraffic } from './report-traffic.js';
import { TrafficRuleEntity } from './traffic-rule.entity.js';

const SHARES_TOLERANCE = 1e-6;

@Injectable()
export class TrafficHandler {
  constructor(
    private readonly registry: RegistryDatabase,
    private readonly server: ModelServer,
    private readonly follower: RegistryFollower,
    private readonly monitor: Monitor,
    private readonly comparison: CompareOnLabels,
  ) {}

  @Implements(inferenceContract.operations.setTraffic)
  async setTraffic(input: SetTrafficInput, call: CallContext): Promise<TrafficReport> {
    requireManager(call);
    const { name, shadow } = input;
    const variants = evened(input.variants ?? []);
    const versions = [...variants.map(({ version }) => version), ...(shadow ? [shadow] : [])];
    await this.tryOut(name, versions);
    await this.registry.change(async (manager) => {
      if (!versions.length) {
        await manager.delete(TrafficRuleEntity, { name });
        return;
      }
      await manager.save(TrafficRuleEntity, {
        name,
        variants,
        shadow: shadow === undefined ? null : Number(shadow),
        seed: randomBytes(8).toString('hex'),
        startedAt: new Date(),
      });
    });
    await this.follower.follow();
    return this.getTraffic({ name });
  }

  @Implements(inferenceContract.operations.getTraffic)
  async getTraffic({ name }: ModelInput): Promise<TrafficReport> {
    await this.monitor.write();
    return this.registry.run(async (manager) => {
      await viewModel(manager, name);
      return reportTraffic(manager, name);
    });
  }

  @Implements(inferenceContract.operations.recordOutcomes)
  async recordOutcomes({ name, version, right, wrong }: RecordOutcomesInput): Promise<Nothing> {
    await this.registry.run(async (manager) => {
      await viewOneVersion(manager, name, version);
      await manager.insert(OutcomeEntity, { name, version: Number(version), correct: right, wrong });
    });
    return {};
  }

  @Implements(inferenceContract.operations.compareVersions)
  async compareVersions({ name, champion, challenger }: CompareVersionsInput, call: CallContext): Promise<VersionComparison> {
    requireManager(call);
    await this.registry.run(async (manager) => {
      for (const version of [champion, challenger]) await viewOneVersion(manager, name, version);
    });
    return this.comparison.compare(name, champion, challenger);
  }

  /** Every version of a split must be one that can be served. */
  private async tryOut(name: string, versions: string[]): Promise<void> {
    await this.registry.run((manager) => viewModel(manager, name));
    for (const version of versions) {
      const found = await this.registry.run((manager) =>
        manager.findOneBy(ModelVersionEntity, { name, version: Number(version) }),
      );
      if (!found) throw new ServiceError('models.version-not-found', `${name} has no version ${version}`);
      if (found.state === 'archived') throw new ServiceError('models.archived', `${name} ${version} is archived`);
      await this.server.tryVersion(servableOf(found)).catch((error: Error) => {
        throw new ServiceError('models.unusable', error.message);
      });
    }
  }
}

/** Shares that add up to exactly 1. @throws ServiceError `invalid-input` where they are far from it, or a version comes twice */
function evened(variants: { version: string; share: number }[]): { version: string; share: number }[] {
  if (!variants.length) return [];
  const sum = variants.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > SHARES_TOLERANCE) throw new ServiceError('invalid-input', `The shares add up to ${sum}, not to 1`);
  if (new Set(variants.map(({ version }) => version)).size < variants.length) {
    throw new ServiceError('invalid-input', 'Each version may take part once');
  }
  return variants.map(({ version, share }) => ({ version, share: share / sum }));
}
