import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import type { CategorySource, TransactionStatus } from '#contracts/transactions';
import { AccountEntity } from '../accounts/account.entity.js';
import { safeBigint, withinSafeIntegers } from './minor-units.column.js';

/**
 * One movement on an account.
 *
 * Few indexes, because an import of 100,000 rows pays for each: those with the user in front serve the list in its sorts,
 * category (and uncategorised, which is `null`) and history look-ups; the unique one also finds an account's rows. That of dates
 * must stay the smallest of those that hold every row: what has no index of its own is read in the order of the smallest, and
 * by dates that is nearly the order on disk (in a random one it took five times as long).
 */
@Entity({ schema: 'transactions', name: 'transaction' })
@Unique('transaction_identity', ['accountId', 'fingerprint', 'occurrence'])
@Index('transaction_by_date', ['userId', 'bookedOn', 'id'])
@Index('transaction_by_category', ['userId', 'categoryId', 'bookedOn'])
@Index('transaction_by_category_amount', ['userId', 'categoryId', 'amountMinor', 'id'])
@Index('transaction_by_amount', ['userId', 'amountMinor', 'id'])
// By expressions, which only the migration can say.
@Index('transaction_by_description', { synchronize: false })
@Index('transaction_open', { synchronize: false })
@Index('transaction_corrections', { synchronize: false })
@Index('transaction_by_confidence', { synchronize: false })
// History asks only for what the user decided. A whole index would also tempt the planner to read all rows in its order.
@Index('transaction_by_merchant', ['userId', 'merchantKey'], { where: `"category_source" = 'user'` })
// The transactions of a counterparty, by day. The id also keeps it larger than that of dates.
@Index('transaction_by_counterparty', ['userId', 'merchantKey', 'bookedOn', 'id'])
// Divided transactions are few.
@Index('transaction_by_split', ['userId', 'bookedOn'], { where: '"is_split"' })
@Index('transaction_words', ['words'], { type: 'gin' })
@Check('transaction_amount_safe', withinSafeIntegers('amount_minor'))
@Check('transaction_currency_code', `"currency" ~ '^[A-Z]{3}$'`)
@Check('transaction_status_known', `"status" in ('booked', 'pending')`)
@Check('transaction_source_known', `"category_source" in ('user', 'rule', 'history', 'model', 'none')`)
@Check('transaction_source_of_category', `("category_id" is null) = ("category_source" = 'none')`)
@Check('transaction_original_safe', withinSafeIntegers('original_amount_minor'))
@Check('transaction_original_whole', `("original_amount_minor" is null) = ("original_currency" is null)`)
@Check('transaction_split_uncategorised', `not "is_split" or "category_id" is null`)
@Check('transaction_confidence_range', `"confidence" between 0 and 1`)
export class TransactionEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'transaction_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('uuid', { name: 'account_id' })
  accountId: string;

  /** The key includes the currency: the database itself refuses a row whose currency is not its account's. */
  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'transaction_account' },
    { name: 'currency', referencedColumnName: 'currency', foreignKeyConstraintName: 'transaction_account' },
  ])
  account?: AccountEntity;

  /** `YYYY-MM-DD` */
  @Column('date', { name: 'booked_on' })
  bookedOn: string;

  @Column('date', { name: 'value_on', nullable: true })
  valueOn: string | null;

  /** Minor units of the currency; negative is money spent. */
  @Column('bigint', { name: 'amount_minor', transformer: safeBigint })
  amountMinor: number;

  /** The account's. */
  @Column('char', { length: 3 })
  currency: string;

  /** As the bank wrote it. */
  @Column('text')
  description: string;

  @Column('text', { nullable: true })
  counterparty: string | null;

  /** A name of the taxonomy, or the uuid of one of the user's own; null is uncategorised. */
  @Column('text', { name: 'category_id', nullable: true })
  categoryId: string | null;

  @Column('text', { name: 'category_source', default: 'none' })
  categorySource: CategorySource;

  /** Of the category, 0 to 1; 1 where a person or a rule decided. */
  @Column('real', { nullable: true })
  confidence: number | null;

  @Column('text', { nullable: true })
  notes: string | null;

  /** The words of description, counterparty and notes, for the search; a trigger of the database keeps them. */
  @Column({ type: 'tsvector', select: false, insert: false, update: false })
  words?: string;

  @Column('text', { array: true, default: () => `'{}'` })
  tags: string[];

  /** Money moved between own accounts: neither spending nor income. */
  @Column('boolean', { name: 'is_transfer', default: false })
  isTransfer: boolean;

  /** Divided: its parts stand in `transaction_split` and have the categories. */
  @Column('boolean', { name: 'is_split', default: false })
  isSplit: boolean;

  /** What the parties call the movement: an end-to-end id, an invoice, a cheque's number. */
  @Column('text', { nullable: true })
  reference: string | null;

  /** Account number of the other side. */
  @Column('text', { name: 'counterparty_account', nullable: true })
  counterpartyAccount: string | null;

  /** Before the bank exchanged it, in minor units of {@link originalCurrency}. */
  @Column('bigint', { name: 'original_amount_minor', nullable: true, transformer: safeBigint })
  originalAmountMinor: number | null;

  @Column('char', { name: 'original_currency', length: 3, nullable: true })
  originalCurrency: string | null;

  @Column('text', { default: 'booked' })
  status: TransactionStatus;

  /**
   * The import that brought the row. No foreign key: imports are marked undone, never deleted, and a key would cost a look-up
   * for each of 100,000 rows.
   */
  @Index('transaction_by_import', { where: '"import_id" is not null' })
  @Column('uuid', { name: 'import_id', nullable: true })
  importId: string | null;

  /** Line of the imported file, from 1. */
  @Column('int', { name: 'import_line', nullable: true })
  importLine: number | null;

  /** The bank's own id of the movement. */
  @Column('text', { name: 'bank_id', nullable: true })
  bankId: string | null;

  /** What makes two rows of bank files the same movement; the id's own bytes for a row made by hand, so that it equals no other. */
  @Column('bytea')
  fingerprint: Buffer;

  /** Counts genuine repetitions of one fingerprint within an account. */
  @Column('int', { default: 0 })
  occurrence: number;

  /** The merchant as history compares it; see categorisation/merchant-key.ts. */
  @Column('text', { name: 'merchant_key' })
  merchantKey: string;

  /** When a person last changed the row; what has been edited survives the undoing of its import. */
  @Column('timestamptz', { name: 'edited_at', nullable: true })
  editedAt: Date | null;

  /** What people set by hand and no rule changes again; a trigger notes it where {@link editedAt} is set. */
  @Column('text', { name: 'edited_fields', array: true, default: () => `'{}'` })
  editedFields: string[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
