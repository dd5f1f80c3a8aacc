import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Conversion, ConvertedTotal } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { daysBetween } from '#money';
import { convertMinor } from './convert-minor.js';

/** An amount and the day whose rate it is to be converted at. */
export interface DatedAmount {
  amountMinor: number;
  currency: string;
  /** `YYYY-MM-DD` */
  day: string;
}

interface KnownRate {
  /** Units for one euro, decimal text. */
  rate: string;
  /** The day it is of; before the day asked for where it was carried forward. */
  day: string;
}

interface RateRow {
  currency: string;
  onDay: string;
  rate: string;
  day: string;
}

/** The calendar date in UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);

const keyOf = (currency: string, day: string): string => `${currency} ${day}`;

/**
 * Converts amounts at the rate of their day. Where a day has no rate the last one before it is carried forward, and the answer
 * tells by how many days. Before the first known rate there is none: nothing is converted by a rate of later times. Two currencies
 * that are not the euro meet through it. The bank's own exchange (`original_amount_minor`) plays no part.
 */
@Injectable()
export class ExchangeRates {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** Each amount in `to`, in their order; undefined where a rate is missing. One statement for all. */
  async convert(userId: string, amounts: readonly DatedAmount[], to: string): Promise<(Conversion | undefined)[]> {
    const rates = await this.ratesOn(
      userId,
      amounts.filter(({ currency }) => currency !== to).flatMap(({ currency, day }) => [keyOf(currency, day), keyOf(to, day)]),
    );
    return amounts.map(({ amountMinor, currency, day }) => {
      if (currency === to) return { amountMinor, currency, rateDay: day, rateAgeDays: 0 };
      const [from, into] = [rates.get(keyOf(currency, day)), rates.get(keyOf(to, day))];
      if (!from || !into) return undefined;
      const rateDay = from.day < into.day ? from.day : into.day;
      return {
        amountMinor: convertMinor(amountMinor, { currency, rate: from.rate }, { currency: to, rate: into.rate }),
        currency: to,
        rateDay,
        rateAgeDays: daysBetween(rateDay, day),
      };
    });
  }

  /** The sum of amounts of several currencies on one day, with what could not be converted named. */
  async total(
    userId: string,
    amounts: readonly { currency: string; amountMinor: number }[],
    to: string,
    day: string,
  ): Promise<ConvertedTotal> {
    const parts = await this.convert(
      userId,
      amounts.map((amount) => ({ ...amount, day })),
      to,
    );
    const total: ConvertedTotal = { currency: to, totalMinor: 0, missing: [] };
    parts.forEach((part, i) => {
      const { currency, amountMinor } = amounts[i]!;
      // Nothing is nothing in every currency: an empty account abroad spoils no sum.
      if (amountMinor === 0) return;
      if (!part) {
        total.missing.push(currency);
        return;
      }
      total.totalMinor += part.amountMinor;
      if (currency !== to && (total.rateDay === undefined || part.rateDay < total.rateDay)) {
        total.rateDay = part.rateDay;
        total.rateAgeDays = part.rateAgeDays;
      }
    });
    if (!Number.isSafeInteger(total.totalMinor)) throw new RangeError('the sum is beyond what can be kept');
    return total;
  }

  /** The last known rate of each currency and day. */
  private async ratesOn(userId: string, keys: string[]): Promise<Map<string, KnownRate>> {
    const wanted = [...new Set(keys)].map((key) => key.split(' ') as [string, string]);
    if (!wanted.length) return new Map();
    const rows: RateRow[] = await this.database.query(
      `select wanted.currency, wanted.on_day::text as "onDay", known.rate::text as rate, known.day::text as day
       from unnest($2::text[], $3::date[]) as wanted (currency, on_day)
       cross join lateral transactions.rate_on($1, wanted.currency::character(3), wanted.on_day) known`,
      [userId, wanted.map(([currency]) => currency), wanted.map(([, day]) => day)],
    );
    return new Map(rows.map(({ currency, onDay, rate, day }) => [keyOf(currency, onDay), { rate, day }]));
  }
}
