import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { RateSource } from '#contracts/transactions';

const KEY = { primaryKeyConstraintName: 'exchange_rate_pk' };

/** Whose rates are everybody's. */
export const SHARED = '00000000-0000-0000-0000-000000000000';

/** What one euro was worth on a day. */
@Entity({ schema: 'transactions', name: 'exchange_rate' })
@Check('exchange_rate_positive', `"rate" > 0`)
@Check('exchange_rate_source_known', `"source" in ('ecb-file', 'fetched', 'manual')`)
@Check('exchange_rate_not_of_euro', `"currency" <> 'EUR'`)
export class ExchangeRateEntity {
  /** The user whose own rate it is, or {@link SHARED}. */
  @PrimaryColumn('uuid', { name: 'user_id', ...KEY })
  userId: string;

  /** ISO 4217 code. */
  @PrimaryColumn('char', { length: 3, ...KEY })
  currency: string;

  @PrimaryColumn('date', { ...KEY })
  day: string;

  /** Units of the currency for one euro, as the European Central Bank states it; decimal text, exact. */
  @Column('numeric')
  rate: string;

  @Column('text')
  source: RateSource;
}
