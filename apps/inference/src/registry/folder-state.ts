import { createHash } from 'node:crypto';
import { PRODUCTION } from '#contracts/inference';
import type { ModelDescription } from '../models/model-description.js';
import { modelsIn, readDescription, readGraph, versionsIn } from '../models/read-version-folder.js';
import type { RegistryState, ServableModel } from './registry-state.js';

/** A version found in the repository's folder. */
export interface FolderVersion {
  description: ModelDescription;
  sha256: string;
  bytes: number;
}

/** Every version of the repository's folder that can be read; what is wrong with the others. */
export async function scanFolder(folder: string): Promise<{ found: FolderVersion[]; problems: string[] }> {
  const found: FolderVersion[] = [];
  const problems: string[] = [];
  for (const name of await modelsIn(folder)) {
    for (const version of await versionsIn(folder, name)) {
      try {
        const description = await readDescription(folder, name, version);
        const graph = await readGraph(folder, name, version);
        found.push({ description, sha256: createHash('sha256').update(graph).digest('hex'), bytes: graph.length });
      } catch (error) {
        problems.push((error as Error).message);
      }
    }
  }
  return { found, problems };
}

/** What is served without a registry: of each model in the folder the highest version is production. */
export function stateOfFolder(found: readonly FolderVersion[]): RegistryState {
  const models: Record<string, ServableModel> = {};
  for (const { description, sha256 } of found) {
    const model = (models[description.name] ??= { aliases: {}, versions: {} });
    model.versions[description.version] = { description, artefact: { kind: 'folder' }, sha256 };
    // Versions come in ascending order.
    model.aliases[PRODUCTION] = description.version;
  }
  return { revision: 0, models };
}
