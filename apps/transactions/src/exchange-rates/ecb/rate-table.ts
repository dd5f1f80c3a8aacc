import { calendarDate, isCalendarDate, isCurrencyCode, monthOfName } from '#money';

/** Units of a currency for one euro on a day. */
export interface DayRate {
  currency: string;
  /** `YYYY-MM-DD` */
  day: string;
  /** Decimal text, as published. */
  rate: string;
}

/** Something in the file that was left out. */
export interface BadLine {
  /** From 1. */
  line: number;
  problem: string;
}

/** The file is none of the European Central Bank's. */
export class RateFileError extends Error {
  override readonly name = 'RateFileError';
}

const MAX_LISTED = 100;
const RATE = /^\d{1,12}(\.\d{1,12})?$/;

/** Gathers what a file says, whatever its form: good rates once, and what is wrong with the others. */
export class RateTable {
  readonly rates: DayRate[] = [];
  /** The first hundred. */
  readonly bad: BadLine[] = [];
  badCount = 0;
  /** Codes that our list of ISO 4217 does not have: left out without complaint. */
  readonly unknown = new Set<string>();

  private readonly seen = new Map<string, string>();

  /** Takes one rate, or notes why not. */
  add(line: number, currency: string, day: string, rate: string): void {
    if (!isCurrencyCode(currency)) this.unknown.add(currency.slice(0, 10));
    else if (currency === 'EUR') this.complain(line, 'A rate of the euro itself: it is always 1');
    else if (!RATE.test(rate) || !/[1-9]/.test(rate)) {
      this.complain(line, `"${rate.slice(0, 30)}" is not a rate of ${currency}`);
    } else {
      const key = `${currency}${day}`;
      const before = this.seen.get(key);
      if (before === rate) return;
      if (before !== undefined) {
        this.complain(line, `A second rate of ${currency} on ${day}: ${rate}, after ${before}`);
        return;
      }
      this.seen.set(key, rate);
      this.rates.push({ currency, day, rate });
    }
  }

  complain(line: number, problem: string): void {
    this.badCount++;
    if (this.bad.length < MAX_LISTED) this.bad.push({ line, problem });
  }
}

const WRITTEN = /^(\d{1,2}) (\p{L}+) (\d{4})$/u;

/** A day as the bank writes it: `2026-03-02`, or `02 March 2026` in the file of one day; undefined where it is none. */
export function dayOf(text: string): string | undefined {
  if (isCalendarDate(text)) return text;
  const [, day, name, year] = WRITTEN.exec(text) ?? [];
  const month = name === undefined ? undefined : monthOfName(name);
  return month === undefined ? undefined : calendarDate(Number(year), month, Number(day));
}
