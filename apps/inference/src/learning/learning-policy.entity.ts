import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a model may do by itself; no row: nothing. */
@Entity({ schema: 'inference', name: 'learning_policy' })
export class LearningPolicyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'learning_policy_pk' })
  name: string;

  @Column('boolean', { name: 'retrain_on_drift', default: false })
  retrainOnDrift: boolean;

  /** Accuracy on recent corrections; null: a person promotes. */
  @Column('double precision', { name: 'promote_when_better_by', nullable: true })
  promoteWhenBetterBy: number | null;
}
