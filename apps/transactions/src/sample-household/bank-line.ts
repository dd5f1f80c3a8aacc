import type { CalendarDate } from '#money';
import { monthOf } from './calendar.js';
import type { Random } from './random.js';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const PLACES = ['DUBLIN', 'DUBLIN 2', 'DUBLIN 6', 'RATHMINES', 'RANELAGH', 'DUNDRUM', 'DUBLIN 8', 'TERENURE'];
/** Not each store has its own number: people go to the same few. */
const STORES = ['0412', '2207', '3319', '5058'];

/**
 * Fills in what a bank writes around a merchant's name: `{store}` a branch number, `{place}` a part of town, `{dm}` the day of
 * the purchase (`07MAR`), `{month}` (`MAR 26`), and `{#6}` a reference of six digits.
 */
export function bankLine(template: string, purchasedOn: CalendarDate, random: Random): string {
  const month = MONTHS[monthOf(purchasedOn) - 1]!;
  return template
    .replace('{store}', () => random.pick(STORES))
    .replace('{place}', () => random.pick(PLACES))
    .replace('{dm}', `${purchasedOn.slice(8)}${month}`)
    .replace('{month}', `${month} ${purchasedOn.slice(2, 4)}`)
    .replace(/\{#(\d+)\}/g, (_, count: string) => random.digits(Number(count)));
}

/** The joint account's debit card puts one of these before the merchant, and cuts a line at the width of old statements. */
export function debitCardLine(line: string, purchasedOn: CalendarDate, random: Random): string {
  const prefix = random.pick(['VDP-', 'VDC-', 'VDC-', 'POS {dm} ', 'CONTACTLESS ', '']);
  return bankLine(`${prefix}${line}`, purchasedOn, random).slice(0, 42).trimEnd();
}
