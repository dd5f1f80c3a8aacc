import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeBigint } from './minor-units.column.js';

/** A user's ledger as a whole. Every change of accounts, transactions or categories raises its version; caches and job keys use it. */
@Entity({ schema: 'transactions', name: 'ledger' })
export class LedgerEntity {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'ledger_pk' })
  userId: string;

  @Column('bigint', { default: 0, transformer: safeBigint })
  version: number;

  /** ISO 4217 code in which the user wants sums; null is that of most accounts. */
  @Column('char', { name: 'reporting_currency', length: 3, nullable: true })
  reportingCurrency: string | null;
}
