import { addDays, daysBetween, isCalendarDate } from '#money';
import { weekdayOf } from './calendar.js';
import { generateHousehold } from './generate-household.js';
import type { AccountKey, SampleRow } from './household.js';

const TODAY = '2026-11-22';
const SEEDS = [1, 2, 77, 2_147_483_647];

const sum = (rows: SampleRow[]): number => rows.reduce((total, row) => total + row.amountMinor, 0);
const paid = (rows: SampleRow[], text: string): number[] =>
  rows.filter((row) => row.description.includes(text)).map((row) => row.amountMinor);

/** Balances at the end of each day that has rows. */
function dailyBalances(household: ReturnType<typeof generateHousehold>, key: AccountKey): number[] {
  let balance = household.accounts.find((account) => account.key === key)!.openingBalanceMinor;
  const byDay = new Map<string, number>();
  for (const row of household.rows.filter(({ accountKey }) => accountKey === key))
    byDay.set(row.bookedOn, (balance += row.amountMinor));
  return [...byDay.values()];
}

describe('generateHousehold', () => {
  it('makes the same household of the same seed and day, and another of another', () => {
    const text = (seed: number): string => JSON.stringify(generateHousehold(seed, TODAY));
    expect(text(5)).toBe(text(5));
    expect(text(5)).not.toBe(text(6));
  });

  it.each(SEEDS)('covers two years up to today with about 2,500 rows (seed %i)', (seed) => {
    const { accounts, rows } = generateHousehold(seed, TODAY);
    expect(rows.length).toBeGreaterThan(2_300);
    expect(rows.length).toBeLessThan(2_900);
    expect(accounts.map((account) => account.currency)).toEqual(['EUR', 'EUR', 'EUR', 'GBP']);
    const dates = rows.map((row) => row.bookedOn);
    expect(dates.every(isCalendarDate)).toBe(true);
    expect(dates).toEqual([...dates].sort());
    expect(dates[0]! >= '2024-11-22' && dates[0]! <= '2024-11-25').toBe(true);
    expect(dates.at(-1)! <= TODAY && daysBetween(dates.at(-1)!, TODAY) <= 3).toBe(true);
    expect(rows.filter((row) => !Number.isSafeInteger(row.amountMinor) || row.amountMinor === 0)).toEqual([]);
    expect(rows.filter((row) => !/^\S.*\S$/.test(row.description) || /[{}]|undefined|NaN/.test(row.description))).toEqual([]);
  });

  it('begins on 28 February where the leap day has no counterpart', () => {
    const { rows } = generateHousehold(1, '2028-02-29');
    expect(rows[0]!.bookedOn >= '2026-02-28').toBe(true);
  });

  it.each(SEEDS)('books both sides of a movement between own accounts (seed %i)', (seed) => {
    const { rows } = generateHousehold(seed, TODAY);
    const sides = new Map<string, SampleRow[]>();
    for (const row of rows) {
      const reference = /(?:REF|CREDIT CARD|THANK YOU) (\d{8})$/.exec(row.description)?.[1];
      if (reference) sides.set(reference, [...(sides.get(reference) ?? []), row]);
    }
    expect(sides.size).toBeGreaterThan(50);
    for (const pair of sides.values()) {
      expect(pair).toHaveLength(2);
      expect(pair[0]!.bookedOn).toBe(pair[1]!.bookedOn);
      expect(pair[0]!.accountKey).not.toBe(pair[1]!.accountKey);
      const rate = /@ (0\.\d{4})/.exec(pair.map((row) => row.description).join())?.[1];
      const [euro, other] = [pair[0]!.amountMinor, pair[1]!.amountMinor];
      if (rate) expect(other).toBeCloseTo(-euro * Number(rate), -1);
      else expect(euro + other).toBe(0);
    }
  });

  it.each(SEEDS)('settles the credit card each month and keeps every balance plausible (seed %i)', (seed) => {
    const household = generateHousehold(seed, TODAY);
    expect(paid(household.rows, 'PAYMENT RECEIVED')).toHaveLength(24);
    expect(Math.min(...dailyBalances(household, 'checking'))).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...dailyBalances(household, 'checking'))).toBeLessThan(1_200_000);
    expect(Math.min(...dailyBalances(household, 'travel'))).toBeGreaterThanOrEqual(0);
    // The limit of a card; and never much more than what a refund gives back.
    expect(Math.min(...dailyBalances(household, 'credit-card'))).toBeGreaterThan(-600_000);
    expect(Math.max(...dailyBalances(household, 'credit-card'))).toBeLessThan(60_000);
    const savings = dailyBalances(household, 'savings');
    expect(savings.at(-1)).toBeGreaterThan(912_000 * 1.5);
    expect(Math.min(...savings)).toBeGreaterThan(500_000);
  });

  it('pays two salaries a month, never at a weekend', () => {
    const { rows } = generateHousehold(1, TODAY);
    for (const text of ['SALARY NORTHSIDE', 'HOSPITAL PAYROLL']) {
      const salaries = rows.filter((row) => row.description.includes(text));
      expect(salaries).toHaveLength(24);
      expect(salaries.every((row) => row.amountMinor > 200_000 && ![0, 6].includes(weekdayOf(row.bookedOn)))).toBe(true);
      expect(new Set(salaries.map((row) => row.bookedOn.slice(0, 7))).size).toBe(24);
    }
  });

  it('raises the price of a subscription once, and the rent after a year', () => {
    const { rows } = generateHousehold(1, TODAY);
    const netflix = paid(rows, 'NETFLIX');
    expect(netflix).toEqual([...Array<number>(13).fill(-1_499), ...Array<number>(11).fill(-1_699)]);
    expect(paid(rows, 'SO RENT')).toEqual([...Array<number>(12).fill(-214_000), ...Array<number>(12).fill(-218_000)]);
  });

  it('heats in winter', () => {
    const { rows } = generateHousehold(1, TODAY);
    const gas = (months: string[]) =>
      rows.filter((row) => row.description.includes('BORD GAIS') && months.includes(row.bookedOn.slice(5, 7)));
    expect(sum(gas(['01', '11']))).toBeLessThan(1.5 * sum(gas(['05', '07'])));
  });

  it('spends pounds and Portuguese prices on holidays, and nothing in the shops at home meanwhile', () => {
    const { rows } = generateHousehold(1, TODAY);
    const algarve = rows.filter((row) => / PRT$/.test(row.description));
    expect(new Set(algarve.map((row) => row.bookedOn.slice(0, 4)))).toEqual(new Set(['2025', '2026']));
    expect(algarve.every((row) => ['06', '07', '08'].includes(row.bookedOn.slice(5, 7)))).toBe(true);
    // Two days in, nothing bought at home is still on its way from the shop to the bank.
    const summer = algarve.filter((row) => row.bookedOn.startsWith('2026') && !row.description.startsWith('SIXT'));
    const days = { from: addDays(summer[0]!.bookedOn, 3), to: addDays(summer.at(-1)!.bookedOn, -1) };
    const home = rows.filter(
      (row) => /TESCO|LIDL|COFFEE/.test(row.description) && row.bookedOn >= days.from && row.bookedOn <= days.to,
    );
    expect(daysBetween(days.from, days.to)).toBeGreaterThan(4);
    expect(home).toEqual([]);
    expect(rows.filter((row) => row.accountKey === 'travel' && / GB$/.test(row.description)).length).toBeGreaterThan(40);
  });

  it.each(SEEDS)('knows what a pound was worth each month, near what is paid for one (seed %i)', (seed) => {
    const { rows, rates } = generateHousehold(seed, TODAY);
    expect(rates).toHaveLength(25);
    expect(rates.map(({ day }) => day)).toEqual([...rates.map(({ day }) => day)].sort());
    expect([rates[0]!.day, rates.at(-1)!.day]).toEqual(['2024-11-01', '2026-11-01']);
    expect(rates.every(({ currency, rate }) => currency === 'GBP' && /^0\.8\d{3}$/.test(rate))).toBe(true);
    const mean = rates.reduce((total, { rate }) => total + Number(rate), 0) / rates.length;
    const paidFor = rows.flatMap((row) => /@ (0\.\d{4})/.exec(row.description)?.[1] ?? []).map(Number);
    expect(Math.abs(mean - paidFor.reduce((total, rate) => total + rate, 0) / paidFor.length)).toBeLessThan(0.01);
  });

  it('gives back what a refund says, after the purchase', () => {
    const { rows } = generateHousehold(1, TODAY);
    const refunds = rows.filter((row) => row.description.startsWith('REFUND '));
    expect(refunds.length).toBeGreaterThan(5);
    for (const refund of refunds) {
      const bought = rows.find(
        (row) =>
          `REFUND ${row.description}` === refund.description &&
          row.amountMinor === -refund.amountMinor &&
          row.bookedOn < refund.bookedOn,
      );
      if (refund.bookedOn > '2024-12-10') expect(bought).toBeDefined();
    }
  });

  it('writes lines as banks do: a merchant under many spellings', () => {
    const { rows } = generateHousehold(1, TODAY);
    const groceries = rows.filter((row) => row.description.includes('TESCO'));
    expect(new Set(groceries.map((row) => row.description)).size).toBeGreaterThan(30);
    expect(groceries.every((row) => row.accountKey === 'checking' && row.amountMinor < 0 && !row.counterparty)).toBe(true);
    expect(rows.filter((row) => row.description.startsWith('DD ')).filter((row) => !row.counterparty)).toEqual([]);
  });
});
