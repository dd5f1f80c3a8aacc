import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LoadedVersion } from '#contracts/inference';

/** A process that serves models, as it last said of itself. */
@Entity({ schema: 'inference', name: 'replica' })
export class ReplicaEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'replica_pk' })
  id: string;

  /** Of the registry, as served. */
  @Column('integer')
  revision: number;

  @Column('jsonb')
  loaded: LoadedVersion[];

  @Column('jsonb')
  problems: string[];

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Column('timestamptz', { name: 'seen_at' })
  seenAt: Date;
}
