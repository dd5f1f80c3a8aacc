import { Injectable } from '@nestjs/common';
import {
  inferenceContract,
  type AliasHistory,
  type AliasInput,
  type ModelInput,
  type ModelVersionDetails,
  type ModelVersionInput,
  type RegisteredModel,
  type RegisteredModels,
  type RegisterVersionInput,
  type RollBackAliasInput,
  type ServingStatus,
  type SetAliasInput,
  type UpdateVersionInput,
} from '#contracts/inference';
import { Implements, ServiceError, type CallContext, type Nothing } from '#rpc';
import { ChangeAliases } from './change-aliases.js';
import { ChangeVersions } from './change-versions.js';
import { AliasChangeEntity } from './model-alias.entity.js';
import { RegisterVersion } from './register-version.js';
import { RegistryDatabase } from './registry-database.js';
import { RegistryEntity } from './registry.entity.js';
import { viewModel, viewModels, viewOneVersion } from './registry-views.js';
import { ReplicaEntity } from './replica.entity.js';

const HISTORY = 200;
/** A replica that was silent for this long is no longer shown. */
const SILENT_MS = 30_000;

@Injectable()
export class RegistryHandler {
  constructor(
    private readonly registry: RegistryDatabase,
    private readonly aliases: ChangeAliases,
    private readonly versions: ChangeVersions,
    private readonly registration: RegisterVersion,
  ) {}

  @Implements(inferenceContract.operations.listModels)
  async listModels(): Promise<RegisteredModels> {
    return { models: await this.registry.run((manager) => viewModels(manager)) };
  }

  @Implements(inferenceContract.operations.getModel)
  getModel({ name }: ModelInput): Promise<RegisteredModel> {
    return this.registry.run((manager) => viewModel(manager, name));
  }

  @Implements(inferenceContract.operations.registerVersion)
  registerVersion(input: RegisterVersionInput, call: CallContext): Promise<ModelVersionDetails> {
    requireManager(call);
    return this.registration.register(input, call);
  }

  @Implements(inferenceContract.operations.updateVersion)
  async updateVersion(input: UpdateVersionInput, call: CallContext): Promise<ModelVersionDetails> {
    requireManager(call);
    await this.versions.update(input);
    return this.registry.run((manager) => viewOneVersion(manager, input.name, input.version));
  }

  @Implements(inferenceContract.operations.deleteVersion)
  async deleteVersion(input: ModelVersionInput, call: CallContext): Promise<Nothing> {
    requireManager(call);
    await this.versions.delete(input);
    return {};
  }

  @Implements(inferenceContract.operations.setAlias)
  async setAlias(input: SetAliasInput, call: CallContext): Promise<RegisteredModel> {
    requireManager(call);
    await this.aliases.set(input, call);
    return this.getModel(input);
  }

  @Implements(inferenceContract.operations.rollBackAlias)
  async rollBackAlias(input: RollBackAliasInput, call: CallContext): Promise<RegisteredModel> {
    requireManager(call);
    await this.aliases.rollBack(input, call);
    return this.getModel(input);
  }

  @Implements(inferenceContract.operations.removeAlias)
  async removeAlias(input: AliasInput, call: CallContext): Promise<RegisteredModel> {
    requireManager(call);
    await this.aliases.remove(input, call);
    return this.getModel(input);
  }

  @Implements(inferenceContract.operations.getAliasHistory)
  async getAliasHistory({ name }: ModelInput): Promise<AliasHistory> {
    const changes = await this.registry.run(async (manager) => {
      await viewModel(manager, name);
      return manager.find(AliasChangeEntity, { where: { name }, order: { id: 'DESC' }, take: HISTORY });
    });
    return {
      changes: changes.map(({ alias, kind, fromVersion, toVersion, reason, changedBy, changedAt }) => ({
        alias,
        kind,
        ...(fromVersion !== null && { fromVersion: String(fromVersion) }),
        ...(toVersion !== null && { toVersion: String(toVersion) }),
        ...(reason !== null && { reason }),
        ...(changedBy !== null && { changedBy }),
        changedAt: changedAt.toISOString(),
      })),
    };
  }

  @Implements(inferenceContract.operations.getServing)
  async getServing(): Promise<ServingStatus> {
    const [registry, replicas] = await this.registry.run((manager) =>
      Promise.all([manager.find(RegistryEntity), manager.find(ReplicaEntity, { order: { startedAt: 'ASC' } })]),
    );
    const alive = replicas.filter(({ seenAt }) => Date.now() - seenAt.getTime() < SILENT_MS);
    return {
      revision: registry[0]?.revision ?? 0,
      replicas: alive.map(({ id, revision, loaded, problems, startedAt, seenAt }) => ({
        id,
        revision,
        loaded,
        problems,
        startedAt: startedAt.toISOString(),
        seenAt: seenAt.toISOString(),
      })),
    };
  }
}

/** Admins, and the system itself. @throws ServiceError `forbidden` */
export function requireManager({ user }: CallContext): void {
  if (user && user.role !== 'admin') throw new ServiceError('forbidden', 'Only admins may change models');
}
