import { DEFAULT_PARAMETERS } from './learning-parameters.js';
import { MerchantMemory, type Correction, type Evidence } from './merchant-memory.js';

const parameters = { ...DEFAULT_PARAMETERS, halfLifeDays: 100, retention: 0.7, amountSpread: Math.LN2, amountFloor: 0.5 };

function correction(over: Partial<Correction>): Correction {
  return { text: 'x', merchant: '-x', amountMinor: -1000, day: 0, decidedAt: 0, categoryId: 'A', ...over };
}

function told(corrections: Partial<Correction>[], { amountMinor = -1000, day = 0 } = {}): Record<string, number> {
  const memory = new MerchantMemory();
  for (const one of corrections) memory.learn(correction(one));
  const evidence: Evidence = new Map();
  memory.tell({ amountMinor, day }, parameters, evidence);
  return Object.fromEntries(evidence);
}

describe('the memory of a merchant', () => {
  it('counts a correction half after a half-life, whichever of the two came first', () => {
    expect(told([{}])['A']).toBeCloseTo(1, 12);
    expect(told([{}], { day: 100 })['A']).toBeCloseTo(0.5, 12);
    expect(told([{ day: 100 }])['A']).toBeCloseTo(0.5, 12);
    expect(told([{}], { day: 50 })['A']).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it('keeps 0.7 of each correction for every later act', () => {
    const { A, B } = told([{ decidedAt: 1 }, { decidedAt: 2, categoryId: 'B' }, { decidedAt: 3 }]);
    expect(A).toBeCloseTo(1 + 0.49, 12);
    expect(B).toBeCloseTo(0.7, 12);
  });

  it('lets two corrections overturn any history, and one alone none of three', () => {
    for (const length of [1, 3, 60]) {
      const history = Array.from({ length }, (_, i) => ({ decidedAt: i }));
      const once = told([...history, { decidedAt: 100, categoryId: 'B' }]);
      if (length >= 3) expect(once['A']).toBeGreaterThan(once['B']!);
      const twice = told([...history, { decidedAt: 100, categoryId: 'B' }, { decidedAt: 101, categoryId: 'B' }]);
      expect(twice['B']).toBeGreaterThan(twice['A']!);
    }
  });

  it('takes what was decided at once as one act of 1 + ln n', () => {
    const { A, B } = told([{ decidedAt: 0 }, ...Array.from({ length: 10 }, () => ({ decidedAt: 1, categoryId: 'B' }))]);
    expect(B).toBeCloseTo(1 + Math.log(10), 12);
    expect(A).toBeCloseTo(0.7, 12);
  });

  it('counts another amount less, down to a half', () => {
    // Twice the amount is one standard deviation off.
    expect(told([{}], { amountMinor: -2000 })['A']).toBeCloseTo(0.5 + 0.5 * Math.exp(-0.5), 12);
    expect(told([{}], { amountMinor: -500 })['A']).toBeCloseTo(0.5 + 0.5 * Math.exp(-0.5), 12);
    expect(told([{}], { amountMinor: -1_000_000 })['A']).toBeCloseTo(0.5, 6);
    expect(told([{ amountMinor: 0 }], { amountMinor: -1 })['A']).toBeCloseTo(1, 12);
  });
});
