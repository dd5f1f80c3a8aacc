import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readGraph } from '../models/read-version-folder.js';
import type { BlobStore } from '#storage';
import { neededVersions, type RegistryState, type ServableVersion } from './registry-state.js';

const STATE_FILE = 'registry.json';

/**
 * Reads graphs from where the registry says they are, and keeps the last known good state of the registry with its graphs in a
 * folder of this machine, so that a replica can start while registry and object store are away.
 */
export class ArtefactStore {
  constructor(
    private readonly modelsFolder: string,
    private readonly cacheFolder: string,
    private readonly blobs: BlobStore,
  ) {}

  /** The graph of a version; from this machine's own copy where there is one. */
  async read({ description, artefact, sha256 }: ServableVersion): Promise<Uint8Array> {
    if (artefact.kind === 'folder') return readGraph(this.modelsFolder, description.name, description.version);
    const kept = await readFile(this.pathOf(sha256)).catch(() => undefined);
    if (kept && createHash('sha256').update(kept).digest('hex') === sha256) return kept;
    const graph = await buffer(await this.blobs.get(artefact.key));
    await this.write(this.pathOf(sha256), graph);
    return graph;
  }

  /** Keeps what serves now for the next start, and drops copies that nothing needs any more. */
  async keep(state: RegistryState): Promise<void> {
    await this.write(join(this.cacheFolder, STATE_FILE), JSON.stringify(state));
    const needed = new Set<string>();
    for (const model of Object.values(state.models)) {
      for (const version of neededVersions(model)) needed.add(`${model.versions[version]?.sha256}.onnx`);
    }
    for (const file of await readdir(this.cacheFolder)) {
      if (file.endsWith('.onnx') && !needed.has(file)) await rm(join(this.cacheFolder, file), { force: true });
    }
  }

  /** The state kept last; undefined where there is none, or it cannot be read. */
  async kept(): Promise<RegistryState | undefined> {
    try {
      return JSON.parse(await readFile(join(this.cacheFolder, STATE_FILE), 'utf8')) as RegistryState;
    } catch {
      return undefined;
    }
  }

  private pathOf(sha256: string): string {
    return join(this.cacheFolder, `${sha256}.onnx`);
  }

  /** Whole or not at all: a process may die in between, and several may share the folder. */
  private async write(path: string, content: string | Uint8Array): Promise<void> {
    await mkdir(this.cacheFolder, { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${process.pid}.part`;
    await writeFile(unfinished, content, { mode: 0o600 });
    await rename(unfinished, path);
  }
}
