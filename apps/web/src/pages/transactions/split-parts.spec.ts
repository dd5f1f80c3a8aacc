import fc from 'fast-check';
import { evenParts, finishedParts, readPart, restOf, writePart, type PartDraft } from './split-parts';

const part = (amount: string, more: Partial<PartDraft> = {}): PartDraft => ({
  key: 0,
  amount,
  categoryId: null,
  notes: '',
  ...more,
});

describe('the parts of a transaction, as they are typed', () => {
  it.each<[string, number, string, number | undefined]>([
    ['12.50', -10000, 'EUR', -1250],
    ['12,50', -10000, 'EUR', -1250],
    ['-3', -10000, 'EUR', 300],
    ['12.50', 10000, 'EUR', 1250],
    ['25%', -10000, 'EUR', -2500],
    ['33.33 %', -10001, 'EUR', -3333],
    ['50%', 3, 'JPY', 2],
    ['0', -100, 'EUR', 0],
    ['', -100, 'EUR', undefined],
    ['ten', -100, 'EUR', undefined],
  ])('%j of %d %s is %d', (text, whole, currency, minor) => {
    expect(readPart(text, whole, currency)).toBe(minor);
  });

  it('are written as they would be typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(-500, 500), (minor, whole) => {
        expect(readPart(writePart(minor, whole, 'EUR'), whole, 'EUR')).toBe(minor);
      }),
    );
  });

  it('leave the rest', () => {
    expect(restOf([part('60'), part('?'), part('10%')], -10000, 'EUR')).toBe(-3000);
  });

  it('are even to one unit, and add up', () => {
    expect(evenParts(-1000, 3)).toEqual([-334, -333, -333]);
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 2, max: 50 }), (whole, count) => {
        const parts = evenParts(whole, count);
        expect(parts.reduce((sum, each) => sum + each, 0)).toBe(whole);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are finished when each is an amount and they add up', () => {
    expect(finishedParts([part('6', { categoryId: 'A', notes: ' n ' }), part('4')], -1000, 'EUR')).toEqual([
      { amountMinor: -600, categoryId: 'A', notes: 'n' },
      { amountMinor: -400 },
    ]);
    expect(finishedParts([part('6'), part('3')], -1000, 'EUR')).toBeUndefined();
    expect(finishedParts([part('10'), part('0')], -1000, 'EUR')).toBeUndefined();
    expect(finishedParts([part('10')], -1000, 'EUR')).toBeUndefined();
  });
});
