import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { VersionLineage, VersionSource, VersionState } from '#contracts/inference';
import type { ModelDescription } from '../models/model-description.js';

/** One version of a model. Its graph is in the repository's folder or, where it has a key, in the BlobStore. */
@Entity({ schema: 'inference', name: 'model_version' })
@Check('model_version_state', `state IN ('ready', 'archived')`)
@Check('model_version_source', `source IN ('folder', 'upload', 'training')`)
export class ModelVersionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_version_pk' })
  name: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'model_version_pk' })
  version: number;

  @Column('text', { default: 'ready' })
  state: VersionState;

  @Column('text')
  source: VersionSource;

  @Column('text', { name: 'artefact_key', nullable: true })
  artefactKey: string | null;

  /** The content of model.json. */
  @Column('jsonb')
  description: ModelDescription;

  /** SHA-256 of the graph, in hex. */
  @Column('text')
  sha256: string;

  /** Size of the graph. */
  @Column('integer')
  bytes: number;

  /** What somebody wrote about it; in place of the sentence of model.json. */
  @Column('text', { nullable: true })
  note: string | null;

  @Column('jsonb', { default: {} })
  tags: Record<string, string>;

  @Column('jsonb', { default: {} })
  lineage: VersionLineage;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
