import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * What one replica saw of one version's inputs and answers in one stretch of at most an hour. A replica writes its own rows
 * only, each time as a whole, so that nothing is counted twice; readers add them up.
 */
@Entity({ schema: 'inference', name: 'observation' })
@Index('observation_of_model', ['name', 'startedAt'])
export class ObservationEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'observation_pk' })
  name: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'observation_pk' })
  version: number;

  /** Beginning of the stretch: a full hour, or when the traffic rule changed within it. */
  @PrimaryColumn('timestamptz', { name: 'started_at', primaryKeyConstraintName: 'observation_pk' })
  startedAt: Date;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'observation_pk' })
  replica: string;

  /** See `observation.ts`. */
  @Column('jsonb')
  statistics: object;
}
