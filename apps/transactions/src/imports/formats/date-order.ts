import type { DateOrder } from '#money';
import { parseDate } from '#money';

export interface DetectedOrder {
  order: DateOrder;
  /** True where the dates can be read in two orders and only circumstances decided. */
  ambiguous: boolean;
}

/**
 * The order of day, month and year in which `values` are written: the one in which most of them
 * are dates, and in which years do not jump about. Where day first and month first both fit every value, the order decides in which
 * the dates run in sequence, as statements do; then `monthFirst` (the file is from where one
 * writes so), else day first.
 */
export function detectDateOrder(values: readonly string[], monthFirst: boolean): DetectedOrder {
  const readings = (['dmy', 'mdy', 'ymd'] as const).map((order) => ({
    order,
    dates: values.map((value) => parseDate(value, order)),
  }));
  const counted = readings.map((reading) => ({ ...reading, valid: reading.dates.filter((date) => date !== undefined).length }));
  const most = Math.max(...counted.map(({ valid }) => valid));
  const fitting = counted.filter(({ valid }) => valid === most);
  const first = fitting[0] as (typeof fitting)[number];
  // Dates with the year in front, or the month by name, are the same in every order.
  const differing = fitting.filter((reading) => reading.dates.some((date, i) => date !== first.dates[i]));
  if (fitting.length === 1) return { order: first.order, ambiguous: false };
  if (differing.length === 0)
    return { order: fitting.some(({ order }) => order === 'ymd') ? 'ymd' : first.order, ambiguous: false };
  const candidates = likelyYears([first, ...differing]);
  if (candidates.length === 1) return { order: (candidates[0] as typeof first).order, ambiguous: false };
  const ordered = candidates.filter(({ dates }) => inSequence(dates));
  if (ordered.length === 1) return { order: (ordered[0] as typeof first).order, ambiguous: true };
  const left = ordered.length > 0 ? ordered : candidates;
  const preferred: DateOrder[] = monthFirst ? ['mdy', 'dmy', 'ymd'] : ['dmy', 'mdy', 'ymd'];
  return { order: preferred.find((order) => left.some((each) => each.order === order)) ?? first.order, ambiguous: true };
}

/**
 * Without readings that take days for years: `05.01.24`, `17.01.24` are twelve days of one month, or, year first, of twelve years.
 * What remains differs in day and month only, or is too little to tell.
 */
function likelyYears<R extends { order: DateOrder; dates: ReadonlyArray<string | undefined> }>(readings: R[]): R[] {
  const spans = readings.map(({ dates }) => {
    const years = dates.flatMap((date) => (date === undefined ? [] : [+date.slice(0, 4)]));
    return years.reduce((most, year) => Math.max(most, year), 0) - years.reduce((least, year) => Math.min(least, year), 9999);
  });
  const shortest = Math.min(...spans);
  return readings.filter((_, i) => (spans[i] as number) <= Math.max(2, shortest * 3));
}

/** Whether dates only rise or only fall, and are not all one day. */
function inSequence(dates: ReadonlyArray<string | undefined>): boolean {
  let rises = false;
  let falls = false;
  let previous: string | undefined;
  for (const date of dates) {
    if (date === undefined) continue;
    if (previous !== undefined && date > previous) rises = true;
    if (previous !== undefined && date < previous) falls = true;
    previous = date;
  }
  return rises !== falls;
}
