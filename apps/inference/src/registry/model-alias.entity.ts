import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { AliasChangeKind } from '#contracts/inference';

/** Where an alias points now. */
@Entity({ schema: 'inference', name: 'model_alias' })
export class ModelAliasEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_alias_pk' })
  name: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_alias_pk' })
  alias: string;

  @Column('integer')
  version: number;

  /** Versions that it pointed to before, the latest last: what a rollback goes back to. */
  @Column('jsonb', { default: [] })
  previous: number[];

  /** Set by the system to the newest version of the repository's folder, and so moved on with the next one. */
  @Column('boolean', { default: false })
  follows: boolean;

  @Column('timestamptz', { name: 'set_at', default: () => 'now()' })
  setAt: Date;
}

/** Every move of an alias. */
@Entity({ schema: 'inference', name: 'alias_change' })
@Index('alias_change_of_model', ['name', 'id'])
export class AliasChangeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', primaryKeyConstraintName: 'alias_change_pk' })
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  alias: string;

  @Column('text')
  kind: AliasChangeKind;

  @Column('integer', { name: 'from_version', nullable: true })
  fromVersion: number | null;

  @Column('integer', { name: 'to_version', nullable: true })
  toVersion: number | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('text', { name: 'changed_by', nullable: true })
  changedBy: string | null;

  @Column('timestamptz', { name: 'changed_at', default: () => 'now()' })
  changedAt: Date;
}
