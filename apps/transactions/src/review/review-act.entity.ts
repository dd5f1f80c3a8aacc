import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { CategorySource } from '#contracts/transactions';

/** One step of a person through the review queue, which can be taken back. */
@Entity({ schema: 'transactions', name: 'review_act' })
@Index('review_act_user', ['userId', 'createdAt'])
export class ReviewActEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'review_act_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** A transaction as it was before the step. */
@Entity({ schema: 'transactions', name: 'review_act_row' })
export class ReviewActRowEntity {
  @PrimaryColumn('uuid', { name: 'act_id', primaryKeyConstraintName: 'review_act_row_pk' })
  actId: string;

  @PrimaryColumn('uuid', { name: 'transaction_id', primaryKeyConstraintName: 'review_act_row_pk' })
  transactionId: string;

  @ManyToOne(() => ReviewActEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'act_id', foreignKeyConstraintName: 'review_act_row_act' })
  act?: ReviewActEntity;

  @Column('text', { name: 'category_id', nullable: true })
  categoryId: string | null;

  @Column('text', { name: 'category_source' })
  categorySource: CategorySource;

  @Column('real', { nullable: true })
  confidence: number | null;

  @Column('timestamptz', { name: 'edited_at', nullable: true })
  editedAt: Date | null;
}

/** A merchant that a person does not want to be asked about for now. */
@Entity({ schema: 'transactions', name: 'review_skip' })
@Check('review_skip_direction_known', `"direction" in ('in', 'out')`)
export class ReviewSkipEntity {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'review_skip_pk' })
  userId: string;

  @PrimaryColumn('text', { name: 'merchant_key', primaryKeyConstraintName: 'review_skip_pk' })
  merchantKey: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'review_skip_pk' })
  direction: 'in' | 'out';

  @Column('uuid', { name: 'act_id' })
  actId: string;

  @Column('timestamptz', { name: 'skipped_at', default: () => 'now()' })
  skippedAt: Date;
}
