import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { TransferReason, TransferSource, TransferState } from '#contracts/transactions';

/**
 * Two movements that are one: money left an account and arrived on another of the same user. The legs have no foreign keys; a
 * trigger of `transaction` removes the pairs of deleted rows, a statement at a time.
 */
@Entity({ schema: 'transactions', name: 'transfer' })
@Unique('transfer_pair', ['outId', 'inId'])
@Index('transfer_by_in', ['inId'])
@Index('transfer_by_user', ['userId', 'state', 'day', 'id'])
@Index('transfer_confirmed_out', ['outId'], { unique: true, where: `"state" = 'confirmed'` })
@Index('transfer_confirmed_in', ['inId'], { unique: true, where: `"state" = 'confirmed'` })
@Check('transfer_state_known', `"state" in ('suggested', 'confirmed', 'rejected')`)
@Check('transfer_source_known', `"source" in ('auto', 'user')`)
@Check('transfer_confidence_range', `"confidence" between 0 and 1`)
@Check('transfer_two_legs', `"out_id" <> "in_id"`)
export class TransferEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'transfer_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  /** The leg that left. */
  @Column('uuid', { name: 'out_id' })
  outId: string;

  /** The leg that arrived. */
  @Column('uuid', { name: 'in_id' })
  inId: string;

  /** A rejected pair is kept, so that it is never suggested again. */
  @Column('text')
  state: TransferState;

  /** Who brought it into its state. */
  @Column('text')
  source: TransferSource;

  /** 0 to 1; 1 where a person said so. */
  @Column('real')
  confidence: number;

  /** When the money arrived, as far as was known when the pair was made: the order of lists. */
  @Column('date')
  day: string;

  /** Why the two are thought to be one. */
  @Column('text', { array: true, default: '{}' })
  reasons: TransferReason[];

  /** Whether the leg counted as a transfer before the pair was confirmed: what it is again when the pair is dissolved. */
  @Column('boolean', { name: 'out_marked', default: false })
  outMarked: boolean;

  @Column('boolean', { name: 'in_marked', default: false })
  inMarked: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt: Date | null;
}
