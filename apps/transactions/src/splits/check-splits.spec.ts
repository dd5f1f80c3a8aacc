import fc from 'fast-check';
import { allocate } from '#money';
import { checkedParts, largestCategory } from './check-splits.js';

describe('the parts of a transaction', () => {
  it('are taken when they add up, also with a refund among them', () => {
    const splits = [
      { amountMinor: -1500, categoryId: 'A', notes: ' cake ' },
      { amountMinor: 300, notes: ' ' },
    ];
    expect(checkedParts(splits, -1200, 'EUR')).toEqual([
      { amountMinor: -1500, categoryId: 'A', notes: 'cake' },
      { amountMinor: 300, categoryId: null, notes: null },
    ]);
  });

  it.each<[string, number[], number, string, number, string]>([
    [
      'too little',
      [-700, -200],
      -1000,
      'EUR',
      -100,
      'The parts add up to -9.00 EUR, but the amount is -10.00 EUR: -1.00 EUR is left over',
    ],
    [
      'too much',
      [700, 400],
      1000,
      'EUR',
      -100,
      'The parts add up to 11.00 EUR, but the amount is 10.00 EUR: -1.00 EUR is left over',
    ],
    ['of the other sign', [5, 5], -10, 'JPY', -20, 'The parts add up to 10 JPY, but the amount is -10 JPY: -20 JPY is left over'],
  ])('that come to %s are refused with the difference', (_name, amounts, amount, currency, differenceMinor, message) => {
    const attempt = () =>
      checkedParts(
        amounts.map((amountMinor) => ({ amountMinor })),
        amount,
        currency,
      );
    expect(attempt).toThrow(expect.objectContaining({ code: 'splits.do-not-add-up', message }));
    expect(attempt).toThrow(expect.objectContaining({ details: expect.objectContaining({ differenceMinor }) }));
  });

  it('are summed exactly beyond what one number holds', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(checkedParts([{ amountMinor: most }, { amountMinor: most }, { amountMinor: -most }], most, 'EUR')).toHaveLength(3);
    expect(() => checkedParts([{ amountMinor: most }, { amountMinor: most }], most, 'EUR')).toThrow('left over');
  });

  it('must each have an amount', () => {
    expect(() => checkedParts([{ amountMinor: 10 }, { amountMinor: 0 }], 10, 'EUR')).toThrow('Part 2 has no amount');
  });

  it('by percents always fit, and with a unit more or less never', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100_000, max: 1_000_000_000 }),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 50 }),
        fc.constantFrom(-1, 1),
        (amount, percents, off) => {
          const splits = allocate(amount, percents).map((amountMinor) => ({ amountMinor }));
          expect(checkedParts(splits, amount, 'EUR')).toHaveLength(percents.length);
          expect(() => checkedParts(splits, amount + off, 'EUR')).toThrow('left over');
        },
      ),
    );
  });
});

describe('largestCategory', () => {
  it('is that of the most money moved, whatever its sign; the first of equals', () => {
    expect(
      largestCategory([
        { amountMinor: 5, categoryId: 'A' },
        { amountMinor: -9, categoryId: 'B' },
      ]),
    ).toBe('B');
    expect(
      largestCategory([
        { amountMinor: 5, categoryId: 'A' },
        { amountMinor: -5, categoryId: 'B' },
      ]),
    ).toBe('A');
    expect(
      largestCategory([
        { amountMinor: 1, categoryId: 'A' },
        { amountMinor: 2, categoryId: null },
      ]),
    ).toBeNull();
  });
});
