import { Column, CreateDateColumn, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { LearningParameters } from './learning-parameters.js';
import type { TuningMetrics } from './tune.js';

/** One tuning of the learner to a user. The promoted one of the highest version serves; without one, the default does. */
@Entity({ schema: 'transactions', name: 'personal_model' })
@Unique('personal_model_version', ['userId', 'version'])
export class PersonalModelEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'personal_model_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  /** From 1 for each user. */
  @Column('int')
  version: number;

  @Column('jsonb')
  parameters: LearningParameters;

  @Column('boolean')
  promoted: boolean;

  @Column('jsonb')
  metrics: TuningMetrics;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
