import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { safeBigint, withinSafeIntegers } from './minor-units.column.js';
import { TransactionEntity } from './transaction.entity.js';

/** One part of a divided transaction. The parts of one add up to its amount; whoever writes them sees to it. */
@Entity({ schema: 'transactions', name: 'transaction_split' })
@Unique('transaction_split_position', ['transactionId', 'position'])
@Index('transaction_split_by_category', ['userId', 'categoryId'])
@Check('transaction_split_amount_safe', withinSafeIntegers('amount_minor'))
export class TransactionSplitEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'transaction_split_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('uuid', { name: 'transaction_id' })
  transactionId: string;

  @ManyToOne(() => TransactionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'transaction_split_transaction' })
  transaction?: TransactionEntity;

  /** From 0. */
  @Column('int')
  position: number;

  /** Signed, minor units of the transaction's currency. */
  @Column('bigint', { name: 'amount_minor', transformer: safeBigint })
  amountMinor: number;

  /** Null is uncategorised. */
  @Column('text', { name: 'category_id', nullable: true })
  categoryId: string | null;

  @Column('text', { nullable: true })
  notes: string | null;
}
