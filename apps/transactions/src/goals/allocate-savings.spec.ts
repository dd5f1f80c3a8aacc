import fc from 'fast-check';
import { allocateSavings, forecastGoal, type SavingGoal } from './allocate-savings.js';

const goal = (id: string, targetMinor: number, accounts: [string, number][], manualMinor = 0): SavingGoal => ({
  id,
  targetMinor,
  manualMinor,
  accounts: accounts.map(([accountId, sharePercent]) => ({ accountId, sharePercent })),
});

it('gives an account first to the goal that stands first, and the rest to the next', () => {
  const goals = [goal('car', 700, [['a', 100]]), goal('trip', 500, [['a', 100], ['b', 50]])]; // prettier-ignore
  expect([...allocateSavings(goals, new Map([['a', 1000], ['b', 100]]))]).toEqual([['car', 700], ['trip', 350]]); // prettier-ignore
  expect([...allocateSavings([...goals].reverse(), new Map([['a', 1000], ['b', 100]]))]).toEqual([['trip', 500], ['car', 500]]); // prettier-ignore
});

it('takes no more than a share, nothing from debts, and counts what is elsewhere first', () => {
  expect(allocateSavings([goal('g', 1000, [['a', 25]], 100)], new Map([['a', 1001]])).get('g')).toBe(350);
  expect(
    allocateSavings(
      [
        goal('g', 1000, [
          ['a', 100],
          ['gone', 100],
        ]),
      ],
      new Map([['a', -50]]),
    ).get('g'),
  ).toBe(0);
  expect(allocateSavings([goal('g', 1000, [['a', 100]], 1200)], new Map([['a', 50]])).get('g')).toBe(1200);
});

it('never counts money twice', () => {
  const some = fc.array(fc.record({ target: fc.nat(10_000), shares: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 }) }), { maxLength: 6 }); // prettier-ignore
  fc.assert(
    fc.property(some, fc.array(fc.integer({ min: -5_000, max: 20_000 }), { minLength: 3, maxLength: 3 }), (wanted, minors) => {
      const goals = wanted.map(({ target, shares }, i) =>
        goal(
          String(i),
          target,
          shares.map((share, a) => [String(a), share]),
        ),
      );
      const saved = allocateSavings(goals, new Map(minors.map((minor, a) => [String(a), minor])));
      const sum = [...saved.values()].reduce((all, minor) => all + minor, 0);
      expect(sum).toBeLessThanOrEqual(minors.reduce((all, minor) => all + Math.max(0, minor), 0));
      for (const each of goals) expect(saved.get(each.id)).toBeLessThanOrEqual(each.targetMinor);
    }),
  );
});

describe('the forecast', () => {
  it('says what is needed and when it is reached', () => {
    // 600 are lacking; at 100 a month in six months, of which there are five.
    expect(forecastGoal(400, 1000, 100, '2026-03', '2026-08')).toEqual({
      neededMonthlyMinor: 120,
      reachedIn: '2026-09',
      onTrack: false,
    });
    expect(forecastGoal(400, 1000, 150, '2026-11', '2027-03')).toEqual({
      neededMonthlyMinor: 150,
      reachedIn: '2027-03',
      onTrack: true,
    });
    expect(forecastGoal(400, 1000, 250, '2026-11', undefined)).toEqual({ reachedIn: '2027-02' });
  });

  it('knows the ends: reached, past, and never', () => {
    expect(forecastGoal(1000, 1000, 0, '2026-03', '2026-01')).toEqual({ onTrack: true });
    expect(forecastGoal(400, 1000, 100, '2026-03', '2026-01')).toEqual({ reachedIn: '2026-09', onTrack: false });
    expect(forecastGoal(400, 1000, -5, '2026-03', '2026-03')).toEqual({ neededMonthlyMinor: 600, onTrack: false });
    expect(forecastGoal(0, 1_000_000, 1, '2026-03', undefined)).toEqual({});
  });
});
