import { addMonths, carriedInto, median, monthsBetween, projectedSpending, spendingCurve, usualShare } from './budget-math.js';

const month = (amountMinor: number, spentMinor: number, rollover: 'none' | 'leftover' | 'all') => ({
  amountMinor,
  spentMinor,
  rollover,
});

describe('what is carried over', () => {
  it.each([
    // 100 a month; 70, then 120 were spent: 30 over, then 30 + 100 - 120 = 10.
    ['all', 10],
    ['leftover', 10],
    ['none', 0],
  ] as const)('with %s is %d after saving and spending', (rollover, carried) => {
    expect(carriedInto([month(100, 70, rollover), month(100, 120, rollover)])).toBe(carried);
  });

  it('is a debt only where overspending is carried, too', () => {
    expect(carriedInto([month(100, 150, 'all'), month(100, 100, 'all')])).toBe(-50);
    expect(carriedInto([month(100, 150, 'leftover'), month(100, 90, 'leftover')])).toBe(10);
    expect(carriedInto([])).toBe(0);
  });

  it('starts anew where one month carries nothing', () => {
    expect(carriedInto([month(100, 0, 'all'), month(100, 0, 'none'), month(100, 60, 'all')])).toBe(40);
  });
});

describe('pace', () => {
  it('follows the days on which one spends', () => {
    const byDay = Array.from({ length: 32 }, () => 0);
    byDay[1] = 900;
    byDay[20] = 300;
    const curve = spendingCurve(byDay, 6)!;
    expect([curve[0], curve[1], curve[19], curve[20], curve[31]]).toEqual([0, 0.75, 0.75, 1, 1]);
    expect(usualShare(2026, 4, 10, curve)).toBe(0.75);
    expect(usualShare(2026, 4, 30, [0, 0])).toBe(1);
  });

  it('is a straight line where too little is known, also in February', () => {
    expect(spendingCurve([0, 100], 2)).toBeUndefined();
    expect(spendingCurve([0, -100], 6)).toBeUndefined();
    expect(usualShare(2026, 2, 7)).toBe(0.25);
    expect(usualShare(2024, 2, 28)).toBeCloseTo(28 / 29, 12);
  });

  it('projects what usually comes after the day', () => {
    expect(projectedSpending(900, 0.75, 1200)).toBe(1200);
    expect(projectedSpending(1000, 0.75, 1200)).toBe(1300);
    expect(projectedSpending(500, 0.25, undefined)).toBe(2000);
    expect(projectedSpending(500, 1 / 31, undefined)).toBe(500);
  });
});

it('finds the middle', () => {
  expect([median([5, 1, 3]), median([4, 1, 3, 10]), median([1, 2]), median([])]).toEqual([3, 4, 2, 0]);
});

it('counts months over the turn of the year', () => {
  expect([addMonths('2026-01', -1), addMonths('2025-12', 1), addMonths('2026-03', -15)]).toEqual([
    '2025-12',
    '2026-01',
    '2024-12',
  ]);
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect(monthsBetween('2026-02', '2026-01')).toEqual([]);
});
