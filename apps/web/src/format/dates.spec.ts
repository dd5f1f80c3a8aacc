import { addDays, datePresets, formatAgo, today } from './dates';

describe('calendar dates', () => {
  it('counts days over months and leap years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('takes today from the clock on the wall, not from UTC', () => {
    expect(today(new Date(2026, 0, 5, 0, 30))).toBe('2026-01-05');
  });

  it('offers spans that begin and end where people expect', () => {
    const spans = Object.fromEntries(datePresets('2026-01-15').map(({ label, from, to }) => [label, [from, to]]));
    expect(spans['This month']).toEqual(['2026-01-01', '2026-01-31']);
    expect(spans['Last month']).toEqual(['2025-12-01', '2025-12-31']);
    expect(spans['Last 30 days']).toEqual(['2025-12-17', '2026-01-15']);
    expect(spans['Last year']).toEqual(['2025-01-01', '2025-12-31']);
  });

  it('says how long ago in the largest whole unit', () => {
    const now = Date.parse('2026-03-14T12:00:00Z');
    expect(formatAgo('2026-03-14T11:59:30Z', now)).toBe('just now');
    expect(formatAgo('2026-03-14T09:10:00Z', now)).toBe('2 hours ago');
    expect(formatAgo('2026-03-28T12:00:00Z', now)).toBe('in 2 weeks');
  });
});
