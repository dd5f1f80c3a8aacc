import { macroF1 } from './macro-f1.js';

describe('macroF1', () => {
  // A: one hit, one taken for B → 2/(2 + 1). B: two hits, one false alarm → 4/(4 + 1). Mean of 2/3 and 4/5.
  it('is the mean of the classes, whatever their size', () => {
    const pairs = [
      { actual: 'A', guess: 'A' },
      { actual: 'A', guess: 'B' },
      { actual: 'B', guess: 'B' },
      { actual: 'B', guess: 'B' },
    ];
    expect(macroF1(pairs)).toBeCloseTo((2 / 3 + 4 / 5) / 2, 12);
  });

  it('is nought for nothing right, and leaves out classes that only were guessed', () => {
    expect(macroF1([{ actual: 'A', guess: 'B' }])).toBe(0);
    expect(macroF1([])).toBe(0);
  });
});
