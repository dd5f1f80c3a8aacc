import type { EntityManager } from 'typeorm';
import { ModelAliasEntity } from './model-alias.entity.js';
import { ModelVersionEntity } from './model-version.entity.js';
import { RegistryEntity } from './registry.entity.js';
import { TrafficRuleEntity } from '../traffic/traffic-rule.entity.js';
import type { RegistryState, ServableModel, ServableVersion } from './registry-state.js';

/** What replicas need to know of the registry, all of one moment. */
export function readState(manager: EntityManager): Promise<RegistryState> {
  return manager.transaction('REPEATABLE READ', async (snapshot) => {
    const [registry] = await snapshot.find(RegistryEntity);
    const versions = await snapshot.find(ModelVersionEntity, { where: { state: 'ready' } });
    const aliases = await snapshot.find(ModelAliasEntity);
    const rules = await snapshot.find(TrafficRuleEntity);
    const models: Record<string, ServableModel> = {};
    for (const version of versions) {
      const model = (models[version.name] ??= { aliases: {}, versions: {} });
      model.versions[String(version.version)] = servableOf(version);
    }
    for (const { name, alias, version } of aliases) if (models[name]) models[name].aliases[alias] = String(version);
    for (const { name, variants, shadow, seed, startedAt } of rules) {
      if (!models[name]) continue;
      models[name].traffic = {
        variants,
        seed,
        startedAt: startedAt.toISOString(),
        ...(shadow !== null && { shadow: String(shadow) }),
      };
    }
    return { revision: registry?.revision ?? 0, models };
  });
}

export function servableOf({ description, artefactKey, sha256 }: ModelVersionEntity): ServableVersion {
  return { description, artefact: artefactKey === null ? { kind: 'folder' } : { kind: 'blob', key: artefactKey }, sha256 };
}
