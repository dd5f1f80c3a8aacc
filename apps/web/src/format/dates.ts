/** Calendar dates are `YYYY-MM-DD` without a zone; they are shown through UTC so that no zone shifts them. */
const asUtc = (day: string) => new Date(`${day}T00:00:00Z`);

const shape = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...options });
const short = shape({ day: 'numeric', month: 'short' });
const shortWithYear = shape({ day: 'numeric', month: 'short', year: 'numeric' });
const long = shape({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** Today where the person is. */
export function today(now = new Date()): string {
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
}

export function addDays(day: string, days: number): string {
  const date = asUtc(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** `14 Mar`, with the year where it is not this one. */
export function formatDay(day: string): string {
  return (day.startsWith(today().slice(0, 5)) ? short : shortWithYear).format(asUtc(day));
}

/** `Saturday, 14 March 2026`; today and yesterday by their names. */
export function formatDayLong(day: string): string {
  const now = today();
  if (day === now) return 'Today';
  if (day === addDays(now, -1)) return 'Yesterday';
  return long.format(asUtc(day));
}

/** A moment, `14 Mar 2026, 09:31`. */
export function formatInstant(iso: string): string {
  return instant.format(new Date(iso));
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 hours ago`, `in 2 weeks`, `just now`. */
export function formatAgo(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step ? relative.format(Math.trunc(seconds / step[1]), step[0]) : 'just now';
}

export interface DatePreset {
  label: string;
  from?: string;
  to?: string;
}

/** The spans that people ask for, relative to `day`. */
export function datePresets(day = today()): DatePreset[] {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const first = (y: number, m: number) => new Date(Date.UTC(y, m - 1, 1)).toISOString().slice(0, 10);
  return [
    { label: 'This month', from: first(year, month), to: addDays(first(year, month + 1), -1) },
    { label: 'Last month', from: first(year, month - 1), to: addDays(first(year, month), -1) },
    { label: 'Last 30 days', from: addDays(day, -29), to: day },
    { label: 'Last 90 days', from: addDays(day, -89), to: day },
    { label: 'This year', from: first(year, 1), to: `${year}-12-31` },
    { label: 'Last year', from: first(year - 1, 1), to: `${year - 1}-12-31` },
  ];
}
