import type { EntityManager } from 'typeorm';
import { ServiceError } from '#rpc';
import type { ModelAlias, ModelVersionDetails, RegisteredModel, TensorSpec } from '#contracts/inference';
import type { ModelDescription } from '../models/model-description.js';
import { ModelAliasEntity } from './model-alias.entity.js';
import { ModelVersionEntity } from './model-version.entity.js';
import { ModelEntity } from './model.entity.js';
import { ReplicaEntity } from './replica.entity.js';

/** The registered models as people see them, by name. @param name only this one */
export async function viewModels(manager: EntityManager, name?: string): Promise<RegisteredModel[]> {
  const where = name === undefined ? {} : { name };
  const models = await manager.find(ModelEntity, { where, order: { name: 'ASC' } });
  const versions = await manager.find(ModelVersionEntity, { where, order: { version: 'DESC' } });
  const aliases = await manager.find(ModelAliasEntity, { where, order: { alias: 'ASC' } });
  const replicas = await manager.find(ReplicaEntity);
  const loaded = new Set(replicas.flatMap((replica) => replica.loaded.map((one) => `${one.name}/${one.version}`)));
  return models.map((model) => {
    const own = versions.filter((version) => version.name === model.name);
    const named = aliases.filter((alias) => alias.name === model.name);
    const production = own.find(({ version }) => version === named.find(({ alias }) => alias === 'production')?.version);
    const description = (production ?? own[0])?.description.description;
    return {
      name: model.name,
      ...(description && { description }),
      aliases: named.map(viewAlias),
      versions: own.map((version) => viewVersion(version, named, loaded)),
      createdAt: model.createdAt.toISOString(),
    };
  });
}

/** @throws ServiceError `models.not-found` */
export async function viewModel(manager: EntityManager, name: string): Promise<RegisteredModel> {
  const [model] = await viewModels(manager, name);
  if (!model) throw new ServiceError('models.not-found', `There is no model ${name}`);
  return model;
}

/** @throws ServiceError `models.not-found`, `models.version-not-found` */
export async function viewOneVersion(manager: EntityManager, name: string, version: string): Promise<ModelVersionDetails> {
  const found = (await viewModel(manager, name)).versions.find((one) => one.version === version);
  if (!found) throw new ServiceError('models.version-not-found', `${name} has no version ${version}`);
  return found;
}

function viewAlias({ alias, version, setAt, previous }: ModelAliasEntity): ModelAlias {
  const before = previous.at(-1);
  return {
    alias,
    version: String(version),
    setAt: setAt.toISOString(),
    ...(before !== undefined && { previousVersion: String(before) }),
  };
}

function viewVersion(entity: ModelVersionEntity, aliases: ModelAliasEntity[], loaded: Set<string>): ModelVersionDetails {
  const { name, state, source, description, bytes, sha256, note, tags, lineage, createdAt } = entity;
  const version = String(entity.version);
  const text = note ?? description.description;
  return {
    version,
    state,
    source,
    aliases: aliases.filter((alias) => alias.version === entity.version).map(({ alias }) => alias),
    loaded: loaded.has(`${name}/${version}`),
    bytes,
    sha256,
    inputs: specsOf(description.inputs),
    outputs: specsOf(description.outputs),
    labels: description.labels,
    ...(description.preprocessing && { preprocessing: preprocessingOf(description) }),
    metrics: description.metrics,
    tags,
    ...(text && { description: text }),
    ...(description.trainingData && { trainingData: description.trainingData }),
    lineage,
    createdAt: createdAt.toISOString(),
  };
}

function specsOf(tensors: ModelDescription['inputs']): TensorSpec[] {
  return (tensors ?? []).map(({ name, datatype, shape }) => ({ name, datatype, shape }));
}

function preprocessingOf({ preprocessing }: ModelDescription): string {
  return `${preprocessing!.name} ${preprocessing!.version}`;
}
