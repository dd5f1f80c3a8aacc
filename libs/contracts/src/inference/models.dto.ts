import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { IsTextRecord } from './text-record.js';

/** `transaction-category`: a folder of the model repository, and a part of an address. */
export const MODEL_NAME = /^[a-z][a-z0-9-]{0,62}$/;
/** Versions count from 1, as folders of the repository and as the Open Inference Protocol's versions. */
export const MODEL_VERSION = /^[1-9]\d{0,8}$/;
/** `production`, `staging`, or any other; never a number, so that it cannot be taken for a version. */
export const MODEL_ALIAS = /^[a-z][a-z0-9-]{0,62}$/;

/** The alias that answers where a caller names no version. */
export const PRODUCTION = 'production';
/** The alias of a version that waits to be promoted. */
export const STAGING = 'staging';

export const VERSION_STATES = ['ready', 'archived'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

/** Where a version came from: the repository's folder, somebody's upload, or a training job. */
export const VERSION_SOURCES = ['folder', 'upload', 'training'] as const;
export type VersionSource = (typeof VERSION_SOURCES)[number];

export class ModelInput {
  @ApiProperty({ example: 'transaction-category' })
  @Matches(MODEL_NAME)
  name: string;
}

export class ModelVersionInput extends ModelInput {
  @ApiProperty({ example: '2' })
  @Matches(MODEL_VERSION)
  version: string;
}

/** One input or output of a model, as in the Open Inference Protocol. */
export class TensorSpec {
  @ApiProperty({ example: 'tokens' })
  name: string;

  @ApiProperty({ example: 'INT32' })
  datatype: string;

  @ApiProperty({ type: [Number], example: [-1, 104], description: '−1 is a free dimension' })
  shape: number[];
}

export class ModelAlias {
  @ApiProperty({ example: PRODUCTION })
  alias: string;

  @ApiProperty({ example: '2' })
  version: string;

  @ApiProperty({ format: 'date-time' })
  setAt: string;

  @ApiPropertyOptional({ example: '1', description: 'What a rollback would bring back' })
  previousVersion?: string;
}

/** What a version was made from. */
export class VersionLineage {
  @ApiPropertyOptional({ description: 'The version that it was trained to replace' })
  trainedFrom?: string;

  @ApiPropertyOptional({ description: 'The job that trained it' })
  jobId?: string;

  @ApiPropertyOptional({ description: 'Who registered it' })
  registeredBy?: string;
}

/** One version of a model: what `model.json` says of it and what the registry knows. */
export class ModelVersionDetails {
  @ApiProperty({ example: '2' })
  version: string;

  @ApiProperty({ enum: VERSION_STATES, enumName: 'VersionState' })
  state: VersionState;

  @ApiProperty({ enum: VERSION_SOURCES, enumName: 'VersionSource' })
  source: VersionSource;

  @ApiProperty({ type: [String], example: ['production'] })
  aliases: string[];

  @ApiProperty({ description: 'Loaded by at least one replica now' })
  loaded: boolean;

  @ApiProperty({ description: 'Size of model.onnx' })
  bytes: number;

  @ApiProperty({ description: 'SHA-256 of model.onnx, hexadecimal' })
  sha256: string;

  @ApiProperty({ type: [TensorSpec] })
  inputs: TensorSpec[];

  @ApiProperty({ type: [TensorSpec] })
  outputs: TensorSpec[];

  @ApiProperty({ type: [String], description: 'What the columns of the first output mean' })
  labels: string[];

  @ApiPropertyOptional({ example: 'text-features 2', description: 'How other things than tensors become its input' })
  preprocessing?: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, example: { accuracy: 0.81 } })
  metrics: Record<string, number>;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  tags: Record<string, string>;

  @ApiPropertyOptional()
  description?: string;

  @ApiPropertyOptional({ description: 'What it was trained on' })
  trainingData?: string;

  @ApiProperty({ type: VersionLineage })
  lineage: VersionLineage;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class RegisteredModel {
  @ApiProperty({ example: 'transaction-category' })
  name: string;

  @ApiPropertyOptional()
  description?: string;

  @ApiProperty({ type: [ModelAlias] })
  aliases: ModelAlias[];

  @ApiProperty({ type: [ModelVersionDetails], description: 'The newest first' })
  versions: ModelVersionDetails[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class RegisteredModels {
  @ApiProperty({ type: [RegisteredModel] })
  models: RegisteredModel[];
}

/**
 * A new version: an uploaded `model.onnx` with its description, or a folder of the model repository that holds both files.
 * It is loaded and tried on its own smoke inputs before it counts as registered.
 */
export class RegisterVersionInput extends ModelInput {
  @ApiPropertyOptional({ description: 'A file sent to POST /uploads' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  uploadKey?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'The content of model.json; goes with uploadKey. Name and version in it are optional',
  })
  @ValidateIf((input: RegisterVersionInput) => input.uploadKey !== undefined)
  @IsObject()
  description?: Record<string, unknown>;

  @ApiPropertyOptional({ example: 'my-model/3', description: 'A folder below the model repository, instead of an upload' })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9-]{0,62}\/[1-9]\d{0,8}$/)
  folder?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } })
  @IsOptional()
  @IsTextRecord()
  tags?: Record<string, string>;

  @ApiPropertyOptional({ example: 'staging', description: 'An alias to give to the new version' })
  @IsOptional()
  @Matches(MODEL_ALIAS)
  alias?: string;
}

export class UpdateVersionInput extends ModelVersionInput {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  description?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' }, description: 'Replaces all tags' })
  @IsOptional()
  @IsTextRecord()
  tags?: Record<string, string>;

  @ApiPropertyOptional({
    enum: VERSION_STATES,
    enumName: 'VersionState',
    description: 'An archived version is kept, and not served',
  })
  @IsOptional()
  @IsIn(VERSION_STATES)
  state?: VersionState;
}

export class AliasInput extends ModelInput {
  @ApiProperty({ example: PRODUCTION })
  @Matches(MODEL_ALIAS)
  alias: string;
}

class Reasoned extends AliasInput {
  @ApiPropertyOptional({ example: 'Better on the last month of corrections' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

/** Moves an alias to a version: with `production`, promotes it. */
export class SetAliasInput extends Reasoned {
  @ApiProperty({ example: '2' })
  @Matches(MODEL_VERSION)
  version: string;
}

/** Moves an alias back to where it was before its last move. */
export class RollBackAliasInput extends Reasoned {}

export const ALIAS_CHANGES = ['set', 'rolled-back', 'removed'] as const;
export type AliasChangeKind = (typeof ALIAS_CHANGES)[number];

export class AliasChange {
  @ApiProperty({ example: PRODUCTION })
  alias: string;

  @ApiProperty({ enum: ALIAS_CHANGES, enumName: 'AliasChangeKind' })
  kind: AliasChangeKind;

  @ApiPropertyOptional()
  fromVersion?: string;

  @ApiPropertyOptional()
  toVersion?: string;

  @ApiPropertyOptional()
  reason?: string;

  @ApiPropertyOptional({ description: 'Who changed it; absent where the system did' })
  changedBy?: string;

  @ApiProperty({ format: 'date-time' })
  changedAt: string;
}

export class AliasHistory {
  @ApiProperty({ type: [AliasChange], description: 'The latest first' })
  changes: AliasChange[];
}

/** A version in the memory of a replica. */
export class LoadedVersion {
  @ApiProperty()
  name: string;

  @ApiProperty()
  version: string;

  @ApiProperty({ example: 'cpu', description: 'The execution provider that runs it' })
  provider: string;

  @ApiProperty({ description: 'Memory that it is counted with, in bytes' })
  bytes: number;

  @ApiProperty({ format: 'date-time' })
  loadedAt: string;
}

/** One process that serves models. */
export class Replica {
  @ApiProperty({ example: 'laptop:4711' })
  id: string;

  @ApiProperty({ description: 'The change of the registry that this replica serves by' })
  revision: number;

  @ApiProperty({ type: [LoadedVersion] })
  loaded: LoadedVersion[];

  @ApiProperty({ type: [String], description: 'Versions that it should serve and could not load, with the reason' })
  problems: string[];

  @ApiProperty({ format: 'date-time' })
  startedAt: string;

  @ApiProperty({ format: 'date-time' })
  seenAt: string;
}

export class ServingStatus {
  @ApiProperty({ description: 'The latest change of the registry' })
  revision: number;

  @ApiProperty({ type: [Replica] })
  replicas: Replica[];
}
