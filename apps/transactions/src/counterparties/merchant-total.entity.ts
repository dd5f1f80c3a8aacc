import { Column, Entity, PrimaryColumn } from 'typeorm';

const KEY = { primaryKeyConstraintName: 'merchant_total_pk' };

/** Sums of the ledger by merchant key, kept by triggers on `transaction`. Nothing writes here but those triggers. */
@Entity({ schema: 'transactions', name: 'merchant_total' })
export class MerchantTotalEntity {
  @PrimaryColumn('uuid', { name: 'user_id', ...KEY })
  userId: string;

  @PrimaryColumn('text', { name: 'merchant_key', ...KEY })
  merchantKey: string;

  @PrimaryColumn('char', { length: 3, ...KEY })
  currency: string;

  /** Sum of the positive amounts in minor units, without transfers. */
  @Column('numeric', { name: 'in_minor' })
  inMinor: string;

  /** Sum of the negative amounts in minor units, without transfers. */
  @Column('numeric', { name: 'out_minor' })
  outMinor: string;

  /** All its transactions, also transfers. */
  @Column('bigint')
  count: string;
}
