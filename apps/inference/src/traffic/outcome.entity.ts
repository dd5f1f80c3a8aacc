import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What somebody told of a version's answers afterwards. */
@Entity({ schema: 'inference', name: 'outcome' })
@Index('outcome_of_model', ['name', 'recordedAt'])
export class OutcomeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', primaryKeyConstraintName: 'outcome_pk' })
  id: string;

  @Column('text')
  name: string;

  @Column('integer')
  version: number;

  @Column('integer')
  correct: number;

  @Column('integer')
  wrong: number;

  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' })
  recordedAt: Date;
}
