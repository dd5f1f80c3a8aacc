import type { EntityManager } from 'typeorm';
import { PRODUCTION } from '#contracts/inference';
import { scanFolder, type FolderVersion } from './folder-state.js';
import { AliasChangeEntity, ModelAliasEntity } from './model-alias.entity.js';
import { ModelVersionEntity } from './model-version.entity.js';
import { ModelEntity } from './model.entity.js';
import type { RegistryDatabase } from './registry-database.js';

/**
 * Registers the versions of the repository's folder that the registry does not know. `production` of a model that nobody has
 * promoted or rolled back follows the folder's newest version, so that an upgrade of Steward brings its models with it.
 * @returns what is wrong with versions that were left out
 */
export async function syncFolder(registry: RegistryDatabase, folder: string): Promise<string[]> {
  const { found, problems } = await scanFolder(folder);
  const unknown = await registry.run((manager) => unknownOf(manager, found));
  problems.push(...unknown.problems);
  if (unknown.versions.length) await registry.change((manager) => register(manager, unknown.versions));
  return problems;
}

async function unknownOf(
  manager: EntityManager,
  found: FolderVersion[],
): Promise<{ versions: FolderVersion[]; problems: string[] }> {
  const known = await manager.find(ModelVersionEntity);
  const problems: string[] = [];
  const versions = found.filter(({ description: { name, version }, sha256 }) => {
    const same = known.find((one) => one.name === name && one.version === Number(version));
    if (same && same.sha256 !== sha256 && same.artefactKey === null) {
      problems.push(`The graph of ${name} ${version} in the folder has changed since it was registered: give it another version`);
    }
    return !same;
  });
  return { versions, problems };
}

async function register(manager: EntityManager, versions: FolderVersion[]): Promise<void> {
  for (const { description, sha256, bytes } of versions) {
    const { name, version } = description;
    await manager.createQueryBuilder().insert().into(ModelEntity).values({ name }).orIgnore().execute();
    // Several replicas may start at once.
    const { raw } = await manager
      .createQueryBuilder()
      .insert()
      .into(ModelVersionEntity)
      .values({ name, version: Number(version), source: 'folder', description, sha256, bytes, tags: description.tags } as never)
      .orIgnore()
      .returning('name')
      .execute();
    if ((raw as unknown[]).length) await follow(manager, name, Number(version));
  }
}

async function follow(manager: EntityManager, name: string, version: number): Promise<void> {
  const production = await manager.findOneBy(ModelAliasEntity, { name, alias: PRODUCTION });
  if (production && (!production.follows || production.version >= version)) return;
  await manager.save(ModelAliasEntity, {
    name,
    alias: PRODUCTION,
    version,
    previous: production ? [...production.previous, production.version] : [],
    follows: true,
    setAt: new Date(),
  });
  await manager.insert(AliasChangeEntity, {
    name,
    alias: PRODUCTION,
    kind: 'set',
    fromVersion: production?.version ?? null,
    toVersion: version,
    reason: production ? 'A newer version came with Steward' : 'The first version',
  });
}
