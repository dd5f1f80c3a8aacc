import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TransactionStatus } from '#contracts/transactions';

const KEY = { primaryKeyConstraintName: 'month_total_pk' };

/**
 * Sums of the ledger by month, kept by triggers on `transaction`, so that balances and totals need not read a million rows.
 * Nothing writes here but those triggers.
 */
@Entity({ schema: 'transactions', name: 'month_total' })
export class MonthTotalEntity {
  @PrimaryColumn('uuid', { name: 'user_id', ...KEY })
  userId: string;

  /** First day of the month in which the rows were booked. */
  @PrimaryColumn('date', { ...KEY })
  month: string;

  @PrimaryColumn('uuid', { name: 'account_id', ...KEY })
  accountId: string;

  /** Empty for rows without a category. */
  @PrimaryColumn('text', { name: 'category_id', ...KEY })
  categoryId: string;

  @PrimaryColumn('text', { ...KEY })
  status: TransactionStatus;

  @PrimaryColumn('boolean', { name: 'is_transfer', ...KEY })
  isTransfer: boolean;

  /** Divided rows; what their parts belong to stands in `transaction_split`. */
  @PrimaryColumn('boolean', { name: 'is_split', ...KEY })
  isSplit: boolean;

  /** Sum of the positive amounts, minor units of the account's currency. */
  @Column('numeric', { name: 'in_minor' })
  inMinor: string;

  /** Sum of the negative amounts. */
  @Column('numeric', { name: 'out_minor' })
  outMinor: string;

  @Column('bigint')
  count: string;
}
