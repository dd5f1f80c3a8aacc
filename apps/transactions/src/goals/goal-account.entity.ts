import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity.js';
import { GoalEntity } from './goal.entity.js';

/** An account whose money, or a share of it, is meant for a goal. */
@Entity({ schema: 'transactions', name: 'goal_account' })
@Check('goal_account_share', `"share_percent" between 1 and 100`)
export class GoalAccountEntity {
  @PrimaryColumn('uuid', { name: 'goal_id', primaryKeyConstraintName: 'goal_account_pk' })
  goalId: string;

  @ManyToOne(() => GoalEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'goal_id', foreignKeyConstraintName: 'goal_account_goal' })
  goal?: GoalEntity;

  @Index('goal_account_of')
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'goal_account_pk' })
  accountId: string;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'goal_account_account' })
  account?: AccountEntity;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('int', { name: 'share_percent' })
  sharePercent: number;
}
