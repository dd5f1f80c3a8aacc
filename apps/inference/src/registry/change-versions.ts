import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ModelVersionInput, UpdateVersionInput } from '#contracts/inference';
import { ServiceError } from '#rpc';
import { BlobStore } from '#storage';
import { ModelServer } from '../serving/model-server.js';
import { TrafficRuleEntity } from '../traffic/traffic-rule.entity.js';
import { ModelAliasEntity } from './model-alias.entity.js';
import { ModelVersionEntity } from './model-version.entity.js';
import { servableOf } from './read-state.js';
import { RegistryDatabase } from './registry-database.js';

/** Edits, archives and deletes versions; never one that serves. */
@Injectable()
export class ChangeVersions {
  constructor(
    private readonly registry: RegistryDatabase,
    private readonly server: ModelServer,
    private readonly blobs: BlobStore,
  ) {}

  /** @throws ServiceError `models.in-use` where one is to be archived that an alias or a traffic rule names */
  async update({ name, version, description, tags, state }: UpdateVersionInput): Promise<void> {
    await this.registry.change(async (manager) => {
      const found = await find(manager, name, version);
      if (state === 'archived') await assertUnused(manager, found);
      await manager.update(
        ModelVersionEntity,
        { name, version: Number(version) },
        {
          ...(description !== undefined && { note: description || null }),
          ...(tags !== undefined && { tags }),
          ...(state !== undefined && { state }),
        },
      );
    });
  }

  /** @throws ServiceError `models.in-use` */
  async delete({ name, version }: ModelVersionInput): Promise<void> {
    const deleted = await this.registry.change(async (manager) => {
      const found = await find(manager, name, version);
      await assertUnused(manager, found);
      if (found.artefactKey === null) {
        throw new ServiceError(
          'models.in-use',
          `${name} ${version} is a folder of the model repository: archive it, or remove the folder`,
        );
      }
      await manager.delete(ModelVersionEntity, { name, version: found.version });
      // No rollback to what is gone.
      for (const alias of await manager.findBy(ModelAliasEntity, { name })) {
        const previous = alias.previous.filter((one) => one !== found.version);
        if (previous.length !== alias.previous.length)
          await manager.update(ModelAliasEntity, { name, alias: alias.alias }, { previous });
      }
      return found;
    });
    this.server.forget(servableOf(deleted));
    await this.blobs.delete(deleted.artefactKey!);
  }
}

/** @throws ServiceError `models.version-not-found` */
async function find(manager: EntityManager, name: string, version: string): Promise<ModelVersionEntity> {
  const found = await manager.findOneBy(ModelVersionEntity, { name, version: Number(version) });
  if (!found) throw new ServiceError('models.version-not-found', `${name} has no version ${version}`);
  return found;
}

async function assertUnused(manager: EntityManager, { name, version }: ModelVersionEntity): Promise<void> {
  const aliases = await manager.findBy(ModelAliasEntity, { name, version });
  if (aliases.length) {
    throw new ServiceError('models.in-use', `${name} ${version} is ${aliases.map(({ alias }) => alias).join(' and ')}`);
  }
  const rule = await manager.findOneBy(TrafficRuleEntity, { name });
  if (rule?.shadow === version || rule?.variants.some((variant) => variant.version === String(version))) {
    throw new ServiceError('models.in-use', `${name} ${version} takes part in a traffic split`);
  }
}
