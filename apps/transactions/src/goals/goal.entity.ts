import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import { safeBigint } from '../ledger/minor-units.column.js';

/** An amount to be saved, perhaps by a day. */
@Entity({ schema: 'transactions', name: 'goal' })
@Index('goal_order', ['userId', 'position'])
@Check('goal_target_safe', `"target_minor" between 0 and 9007199254740991`)
@Check('goal_manual_safe', `"manual_minor" between 0 and 9007199254740991`)
export class GoalEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'goal_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  name: string;

  @Column('bigint', { name: 'target_minor', transformer: safeBigint })
  targetMinor: number;

  @Column('char', { length: 3 })
  currency: string;

  /** `YYYY-MM-DD` */
  @Column('date', { name: 'target_on', nullable: true })
  targetOn: string | null;

  /** Saved outside of the accounts, as the user says. */
  @Column('bigint', { name: 'manual_minor', default: 0, transformer: safeBigint })
  manualMinor: number;

  /** Of goals that share an account the one with the lowest takes first. */
  @Column('int')
  position: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
