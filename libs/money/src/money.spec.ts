import { addMoney, compareMoney, CurrencyMismatchError, formatMoney, money, negateMoney, parseMoney, sumMoney } from './money.js';

test('adds, sums and compares amounts of one currency', () => {
  expect(addMoney(money(110, 'EUR'), money(-10, 'EUR'))).toEqual({ amountMinor: 100, currency: 'EUR' });
  expect(sumMoney([money(1, 'USD'), money(2, 'USD'), money(-5, 'USD')], 'USD')).toEqual(money(-2, 'USD'));
  expect(sumMoney([], 'USD')).toEqual(money(0, 'USD'));
  expect([
    compareMoney(money(1, 'EUR'), money(2, 'EUR')),
    compareMoney(money(2, 'EUR'), money(2, 'EUR')),
    compareMoney(money(3, 'EUR'), money(2, 'EUR')),
  ]).toEqual([-1, 0, 1]);
});

test('different currencies neither add nor compare', () => {
  expect(() => addMoney(money(1, 'EUR'), money(1, 'USD'))).toThrow(CurrencyMismatchError);
  expect(() => compareMoney(money(1, 'EUR'), money(1, 'USD'))).toThrow(CurrencyMismatchError);
  expect(() => sumMoney([money(1, 'EUR')], 'USD')).toThrow(CurrencyMismatchError);
});

test('a sum beyond safe integers is refused, not rounded', () => {
  expect(() => addMoney(money(Number.MAX_SAFE_INTEGER, 'EUR'), money(1, 'EUR'))).toThrow(RangeError);
});

test('text to money and back', () => {
  expect(parseMoney('-12.30', 'EUR')).toEqual({ amountMinor: -1230, currency: 'EUR' });
  expect(formatMoney(money(-1230, 'EUR'))).toBe('-12.30 EUR');
  expect(Object.is(negateMoney(money(0, 'EUR')).amountMinor, 0)).toBe(true);
});
