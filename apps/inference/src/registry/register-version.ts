import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { EntityManager } from 'typeorm';
import { Config } from '#config';
import type { ModelVersionDetails, RegisterVersionInput, VersionLineage, VersionSource } from '#contracts/inference';
import { ServiceError, type CallContext } from '#rpc';
import { BlobStore } from '#storage';
import { ModelError } from '../models/model-error.js';
import { parseDescription, type ModelDescription } from '../models/model-description.js';
import { readDescription, readGraph } from '../models/read-version-folder.js';
import { ModelServer } from '../serving/model-server.js';
import { ChangeAliases } from './change-aliases.js';
import { ModelVersionEntity } from './model-version.entity.js';
import { ModelEntity } from './model.entity.js';
import { RegistryDatabase } from './registry-database.js';
import { RegistryFollower } from './registry-follower.js';
import { viewOneVersion } from './registry-views.js';

/** A graph on its way into the registry. */
interface NewVersion {
  description: ModelDescription;
  graph: Buffer;
  source: VersionSource;
}

/** A trained version's graph: `training/<job>`, written by the training job. */
const TRAINED = /^training\/[\w-]{1,100}$/;

/** Takes new versions into the registry, after they have shown that they can be served. */
@Injectable()
export class RegisterVersion {
  constructor(
    private readonly registry: RegistryDatabase,
    private readonly server: ModelServer,
    private readonly aliases: ChangeAliases,
    private readonly follower: RegistryFollower,
    private readonly blobs: BlobStore,
    private readonly config: Config,
  ) {}

  /**
   * @throws ServiceError `models.unusable` with the reason: not ONNX, external data, another checksum, other tensors than
   * described, a failed smoke input; nothing is registered or stays loaded then
   */
  async register(input: RegisterVersionInput, call: CallContext): Promise<ModelVersionDetails> {
    const { name, folder, uploadKey, alias } = input;
    if ((folder === undefined) === (uploadKey === undefined)) {
      throw new ServiceError('invalid-input', 'Send either uploadKey with description, or folder');
    }
    const found = await (folder === undefined ? this.readUpload(input, call) : this.readFolder(name, folder)).catch(asRefusal);
    const sha256 = createHash('sha256').update(found.graph).digest('hex');
    const opened = await this.server.trial(found.description, found.graph).catch(asRefusal);
    const description = { ...found.description, sha256, inputs: opened.inputs, outputs: opened.outputs };
    const lineage: VersionLineage = { ...lineageOf(input.description), ...(call.user && { registeredBy: call.user.id }) };
    const version = await this.registry.change(async (manager) => {
      const number = await this.numberFor(manager, name, folder === undefined ? undefined : description.version);
      const artefactKey = folder === undefined ? `models/${name}/${number}/${sha256}.onnx` : null;
      if (artefactKey) await this.blobs.put(artefactKey, chunksOf(found.graph));
      await manager.createQueryBuilder().insert().into(ModelEntity).values({ name }).orIgnore().execute();
      await manager.insert(ModelVersionEntity, {
        name,
        version: number,
        source: found.source,
        artefactKey,
        description: { ...description, version: String(number) } as never,
        sha256,
        bytes: found.graph.length,
        tags: { ...description.tags, ...input.tags },
        lineage: lineage as never,
      });
      if (alias) await this.aliases.move(manager, { name, alias, version: number, kind: 'set' }, call);
      return String(number);
    });
    if (uploadKey) await this.blobs.delete(uploadKey);
    await this.follower.follow();
    return this.registry.run((manager) => viewOneVersion(manager, name, version));
  }

  private async readFolder(name: string, folder: string): Promise<NewVersion> {
    const [inFolder, version] = folder.split('/') as [string, string];
    if (inFolder !== name) throw new ServiceError('invalid-input', `The folder ${folder} is not one of ${name}`);
    const description = await readDescription(this.config.modelsFolder, name, version);
    return { description, graph: await readGraph(this.config.modelsFolder, name, version), source: 'folder' };
  }

  private async readUpload({ name, uploadKey, description }: RegisterVersionInput, call: CallContext): Promise<NewVersion> {
    const key = uploadKey!;
    const own = call.user ? key.startsWith(`uploads/${call.user.id}/`) : TRAINED.test(key);
    if (!own) throw new ServiceError('storage.not-found', 'There is no such upload');
    const graph = await buffer(await this.blobs.get(key));
    // The version is the next free number; the name must be that of the address.
    const parsed = parseDescription({ ...description, version: '1' }, { name });
    return { description: parsed, graph, source: call.user ? 'upload' : 'training' };
  }

  private async numberFor(manager: EntityManager, name: string, asked: string | undefined): Promise<number> {
    const taken = await manager.find(ModelVersionEntity, { where: { name }, select: { version: true } });
    if (asked === undefined) return Math.max(0, ...taken.map(({ version }) => version)) + 1;
    const number = Number(asked);
    if (taken.some(({ version }) => version === number)) {
      throw new ServiceError('conflict', `${name} ${asked} is registered already`);
    }
    return number;
  }
}

function lineageOf(description: Record<string, unknown> | undefined): VersionLineage {
  const { trainedFrom, jobId } = (description?.['lineage'] ?? {}) as Record<string, unknown>;
  return {
    ...(typeof trainedFrom === 'string' && { trainedFrom }),
    ...(typeof jobId === 'string' && { jobId }),
  };
}

function asRefusal(error: unknown): never {
  throw error instanceof ModelError ? new ServiceError('models.unusable', error.message) : error;
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  const CHUNK = 1024 * 1024;
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}
