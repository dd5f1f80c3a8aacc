import type { StatementRow } from '../src/imports/formats/index.js';
import type { Comparison } from './comparison.js';
import { dayAndAmount, show, takeOne, type DayAndAmount } from './day-and-amount.js';
import type { Reading } from './read-file.js';

/** What reubano/csv2ofx makes of a CSV file: an OFX or QIF file, of which days and amounts count. */
export interface Rendering {
  movements: DayAndAmount[];
  currency: string;
  /** Whether it turns rows into transfers between accounts, of which it writes one side. */
  hasTransfers: boolean;
}

/** The movements of a rendering, found by regular expressions: not by the readers that are tested with them. */
export function readRendering(text: string, name: string): Rendering {
  return /\.qif$/i.test(name) ? readQif(text) : readOfx(text);
}

function readOfx(text: string): Rendering {
  const currency = /<CURDEF>([A-Z]{3})/.exec(text)?.[1] ?? 'USD';
  const blocks = text.match(/<(STMTTRN|INTRARS)>[^]*?<\/\1>/g) ?? [];
  const movements = blocks.map((block) => {
    const date = /<DTPOSTED>(\d{8})/.exec(block)?.[1] ?? '';
    return dayAndAmount(date, 'ymd', /<TRNAMT>([-+.\d]+)/.exec(block)?.[1] ?? '', currency);
  });
  return { movements: movements.filter((each) => each !== undefined), currency, hasTransfers: text.includes('<INTRARS>') };
}

/** A record with several splits stands for as many rows. */
function readQif(text: string): Rendering {
  const accounts = new Set([...text.matchAll(/^!Account\nN(.*)$/gm)].map(([, name]) => name));
  const movements: DayAndAmount[] = [];
  let hasTransfers = false;
  for (const record of text.split(/^\^$/m)) {
    const date = /^D(\S+)$/m.exec(record)?.[1];
    const total = /^T(\S+)$/m.exec(record)?.[1];
    if (date === undefined || total === undefined) continue;
    const splits = [...record.matchAll(/^\$(\S+)$/gm)].map(([, amount]) => amount as string);
    hasTransfers ||= [...record.matchAll(/^S(.+)$/gm)].some(([, name]) => accounts.has(name));
    for (const amount of splits.length > 1 ? splits : [total]) {
      const movement = dayAndAmount(date, 'mdy', amount, 'USD');
      if (movement) movements.push(movement);
    }
  }
  return { movements, currency: 'USD', hasTransfers };
}

export function compareWithRendering(reading: Reading, rendering: Rendering, result: Comparison): void {
  for (const what of ['dates', 'amounts']) result.compared.add(what);
  const dayFirst = isDayFirst(reading.rows);
  const left = [...reading.rows];
  for (const movement of rendering.movements) {
    const fits = (row: StatementRow): boolean => row.amountMinor === movement.amountMinor && row.bookedOn === movement.day;
    const swapped = (row: StatementRow): boolean =>
      row.amountMinor === movement.amountMinor && row.bookedOn === swap(movement.day);
    if (takeOne(left, fits)) continue;
    // csv2ofx takes the month first wherever that gives a date, row by row, and the day first elsewhere.
    if (dayFirst && takeOne(left, swapped)) result.allow('the rendering swaps day and month where both are below 13');
    else result.fail('amounts', `no row for ${show(movement)}`);
  }
  if (left.length === 0) return;
  if (rendering.hasTransfers && left.length <= 2 * rendering.movements.length)
    result.allow(`the rendering joins rows to transfers and leaves out the other sides (${left.length})`);
  else
    result.fail('count', `${left.length} rows are not in the rendering, the first ${left[0]?.bookedOn} ${left[0]?.amountMinor}`);
}

/** Whether the reading shows that days stand before months: a day above 12 was read, and its file order is one for all rows. */
function isDayFirst(rows: readonly StatementRow[]): boolean {
  return rows.some(({ bookedOn }) => Number(bookedOn.slice(8)) > 12);
}

function swap(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(8)}-${day.slice(5, 7)}`;
}
