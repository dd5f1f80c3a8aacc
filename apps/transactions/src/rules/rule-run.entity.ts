import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { RuleRunState, TransactionFilter } from '#contracts/transactions';
import type { NamedRule } from './rule.js';

/** One application of rules to transactions that were there already. */
@Entity({ schema: 'transactions', name: 'rule_run' })
@Index('rule_run_by_user', ['userId', 'id'])
@Check('rule_run_state_known', `"state" in ('running', 'completed', 'undoing', 'undone', 'failed')`)
export class RuleRunEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'rule_run_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  /** The job that applies it, later the one that undoes it. */
  @Column('uuid', { name: 'job_id', nullable: true })
  jobId: string | null;

  @Column('text', { default: 'running' })
  state: RuleRunState;

  /** The rules as they stood when it began: later changes of a rule do not reach a run under way. */
  @Column('jsonb')
  rules: NamedRule[];

  @Column('jsonb', { nullable: true })
  filter: TransactionFilter | null;

  @Column('int', { default: 0 })
  changed: number;

  /** Rows that stayed when it was undone, because they had been changed since. */
  @Column('int', { nullable: true })
  kept: number | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** What a run did to one transaction; see {@link ./rule-row.ts} for the form of both sides. */
@Entity({ schema: 'transactions', name: 'rule_run_change' })
export class RuleRunChangeEntity {
  @PrimaryColumn('uuid', { name: 'run_id', primaryKeyConstraintName: 'rule_run_change_pk' })
  runId: string;

  @ManyToOne(() => RuleRunEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'rule_run_change_run' })
  run?: RuleRunEntity;

  @PrimaryColumn('uuid', { name: 'transaction_id', primaryKeyConstraintName: 'rule_run_change_pk' })
  transactionId: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('jsonb')
  before: object;

  @Column('jsonb')
  after: object;

  @CreateDateColumn({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date;
}
