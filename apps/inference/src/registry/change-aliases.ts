import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  PRODUCTION,
  type AliasChangeKind,
  type AliasInput,
  type RollBackAliasInput,
  type SetAliasInput,
} from '#contracts/inference';
import { ServiceError, type CallContext } from '#rpc';
import { ModelServer } from '../serving/model-server.js';
import { AliasChangeEntity, ModelAliasEntity } from './model-alias.entity.js';
import { ModelVersionEntity } from './model-version.entity.js';
import { servableOf } from './read-state.js';
import { RegistryDatabase } from './registry-database.js';
import { RegistryFollower } from './registry-follower.js';

/** Moves that a rollback can take back. */
const MAX_PREVIOUS = 50;

interface Move {
  name: string;
  alias: string;
  version: number;
  kind: Exclude<AliasChangeKind, 'removed'>;
  reason?: string;
}

/** Promotes and rolls back. A version is loaded and tried before an alias moves to it; the answer comes once it serves here. */
@Injectable()
export class ChangeAliases {
  constructor(
    private readonly registry: RegistryDatabase,
    private readonly server: ModelServer,
    private readonly follower: RegistryFollower,
  ) {}

  async set({ name, alias, version, reason }: SetAliasInput, call: CallContext): Promise<void> {
    const number = Number(version);
    await this.tryOut(name, number);
    await this.registry.change((manager) =>
      this.move(manager, { name, alias, version: number, kind: 'set', ...(reason && { reason }) }, call),
    );
    await this.follower.follow();
  }

  /** @throws ServiceError `models.no-previous-version` */
  async rollBack({ name, alias, reason }: RollBackAliasInput, call: CallContext): Promise<void> {
    const target = await this.registry.run((manager) => this.previousOf(manager, name, alias));
    await this.tryOut(name, target);
    await this.registry.change(async (manager) => {
      // Somebody may have moved it meanwhile: the way back is read again under the registry's lock.
      const version = await this.previousOf(manager, name, alias);
      if (version !== target) throw new ServiceError('conflict', `${alias} has just been moved by somebody else; look again`);
      await this.move(manager, { name, alias, version, kind: 'rolled-back', ...(reason && { reason }) }, call);
    });
    await this.follower.follow();
  }

  async remove({ name, alias }: AliasInput, call: CallContext): Promise<void> {
    if (alias === PRODUCTION)
      throw new ServiceError('models.in-use', 'Production always names a version: point it to another one');
    await this.registry.change(async (manager) => {
      const current = await find(manager, name, alias);
      await manager.delete(ModelAliasEntity, { name, alias });
      await note(manager, { name, alias, kind: 'removed', fromVersion: current.version, toVersion: null }, undefined, call);
    });
    await this.follower.follow();
  }

  /** Moves an alias within a change of the registry. @throws ServiceError `models.version-not-found`, `models.archived` */
  async move(manager: EntityManager, { name, alias, version, kind, reason }: Move, call: CallContext): Promise<void> {
    const target = await manager.findOneBy(ModelVersionEntity, { name, version });
    if (!target) throw new ServiceError('models.version-not-found', `${name} has no version ${version}`);
    if (target.state === 'archived')
      throw new ServiceError('models.archived', `${name} ${version} is archived: bring it back first`);
    const current = await manager.findOneBy(ModelAliasEntity, { name, alias });
    if (current?.version === version) return;
    const before = current?.previous ?? [];
    const previous =
      kind === 'rolled-back' ? before.slice(0, -1) : current ? [...before, current.version].slice(-MAX_PREVIOUS) : [];
    await manager.save(ModelAliasEntity, { name, alias, version, previous, follows: false, setAt: new Date() });
    await note(manager, { name, alias, kind, fromVersion: current?.version ?? null, toVersion: version }, reason, call);
  }

  private async previousOf(manager: EntityManager, name: string, alias: string): Promise<number> {
    const version = (await find(manager, name, alias)).previous.at(-1);
    if (version === undefined) throw new ServiceError('models.no-previous-version', `${alias} has never pointed elsewhere`);
    return version;
  }

  /** A version that does not load is refused, and what serves stays. */
  private async tryOut(name: string, version: number): Promise<void> {
    const found = await this.registry.run((manager) => manager.findOneBy(ModelVersionEntity, { name, version }));
    if (!found) throw new ServiceError('models.version-not-found', `${name} has no version ${version}`);
    if (found.state === 'archived')
      throw new ServiceError('models.archived', `${name} ${version} is archived: bring it back first`);
    try {
      await this.server.tryVersion(servableOf(found));
    } catch (error) {
      throw new ServiceError('models.unusable', (error as Error).message);
    }
  }
}

async function find(manager: EntityManager, name: string, alias: string): Promise<ModelAliasEntity> {
  const found = await manager.findOneBy(ModelAliasEntity, { name, alias });
  if (!found) throw new ServiceError('models.alias-not-found', `${name} has no alias ${alias}`);
  return found;
}

async function note(
  manager: EntityManager,
  change: Pick<AliasChangeEntity, 'name' | 'alias' | 'kind' | 'fromVersion' | 'toVersion'>,
  reason: string | undefined,
  call: CallContext,
): Promise<void> {
  await manager.insert(AliasChangeEntity, { ...change, reason: reason ?? null, changedBy: call.user?.id ?? null });
}
