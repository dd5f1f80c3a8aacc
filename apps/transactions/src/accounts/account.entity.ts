import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { AccountType } from '#contracts/transactions';
import { safeBigint, withinSafeIntegers } from '../ledger/minor-units.column.js';

/** Where money lies: an account at a bank, a purse, a loan. Its currency is that of all its transactions. */
@Entity({ schema: 'transactions', name: 'account' })
@Unique('account_currency', ['id', 'currency'])
@Check('account_opening_balance_safe', withinSafeIntegers('opening_balance_minor'))
@Check('account_currency_code', `"currency" ~ '^[A-Z]{3}$'`)
export class AccountEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'account_pk' })
  id: string;

  @Index('account_user')
  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  name: string;

  @Column('text')
  type: AccountType;

  /** ISO 4217 code. */
  @Column('char', { length: 3 })
  currency: string;

  /** Balance before the first transaction, in minor units. */
  @Column('bigint', { name: 'opening_balance_minor', default: 0, transformer: safeBigint })
  openingBalanceMinor: number;

  @Column('text', { nullable: true })
  institution: string | null;

  /** The bank's own number or name of the account; statement files that name it find this account. */
  @Column('text', { name: 'bank_ref', nullable: true })
  bankRef: string | null;

  @Column('boolean', { default: false })
  archived: boolean;

  /** How the account's last CSV file was read, to read the next one the same way. */
  @Column('jsonb', { name: 'import_mapping', nullable: true })
  importMapping: object | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
