import { createCounter, driftReport, type WindowCounts } from './drift-report.js';
import { CategoryCounter, NumericHistogram } from './histogram.js';
import { readReferenceStatistics } from './reference.js';

const REFERENCE = readReferenceStatistics({
  sampleSize: 1000,
  inputs: { amount: { edges: [0, 10, 100], shares: [0.5, 0.5] }, bank: { values: ['a', 'b'], shares: [0.5, 0.5] } },
  outputs: { classes: { food: 0.5, rent: 0.5 }, confidence: { edges: [0, 0.5, 1], shares: [0.25, 0.75] } },
});

/** A window in which `first` of `rows` values fall into each signal's first place and the others into its second. */
function countWindow(rows: number, first: { amount: number; bank: number; classes: number; confidence: number }): WindowCounts {
  const fill = (counter: NumericHistogram | CategoryCounter, low: string | number, high: string | number, lows: number) => {
    for (let row = 0; row < rows; row++) {
      const value = row < lows ? low : high;
      if (counter instanceof NumericHistogram) counter.add(Number(value));
      else counter.add(String(value));
    }
    return counter.toJSON();
  };
  const { inputs, outputs } = REFERENCE;
  return {
    inputs: {
      amount: fill(createCounter(inputs.amount!), 5, 50, first.amount),
      bank: fill(createCounter(inputs.bank!), 'a', 'b', first.bank),
    },
    outputs: {
      classes: fill(createCounter(outputs.classes!), 'food', 'rent', first.classes),
      confidence: fill(createCounter(outputs.confidence!), 0.3, 0.9, first.confidence),
    },
  };
}

describe('driftReport', () => {
  it('puts the most severe first and says why', () => {
    // Indices 0.4 ln 9 = 0.879, 0.2 ln(7/3) = 0.169, 0.05 ln(11/9) = 0.010 and 0.
    const window = countWindow(1000, { amount: 700, bank: 550, classes: 900, confidence: 250 });
    const report = driftReport(REFERENCE, window);
    expect(report.map(({ signal, kind, level }) => [signal, kind, level])).toEqual([
      ['classes', 'output', 'major'],
      ['amount', 'input', 'moderate'],
      ['bank', 'input', 'stable'],
      ['confidence', 'output', 'stable'],
    ]);
    expect(report[0]!.psi).toBeCloseTo(0.4 * Math.log(9), 14);
    expect(report[0]!.reason).toBe(
      'The population stability index is 0.879 over 1000 values: a major shift, more than chance explains (0.022). ' +
        '"food" was 50.0 %, now 90.0 %.',
    );
    expect(report[1]!.reason).toMatch(/a moderate shift.* Values from 0 to 10 were 50\.0 %, now 70\.0 %\.$/);
    expect(report[1]!.kolmogorovSmirnov).toBeCloseTo(0.2, 14);
    expect(report[2]!.reason).toMatch(/0\.010 over 1000 values, which chance explains \(up to 0\.022/);
    // Means 0.25 * 0.25 + 0.75 * 0.75 = 0.625 twice, variance 0.0469, so sqrt(2 * 0.0469 / 1000) = 0.0097.
    expect(report[3]!.reason).toMatch(/The mean went from 0\.625 to 0\.625 \(standard error 0\.010\)\.$/);
    expect(report[3]!.meanShift!.difference).toBeCloseTo(0, 14);
    expect(report[2]).not.toHaveProperty('meanShift');
  });

  it('tells a small shift from chance in a large window', () => {
    const window = countWindow(100_000, { amount: 60_000, bank: 50_000, classes: 50_000, confidence: 25_000 });
    const amount = driftReport(REFERENCE, window).find(({ signal }) => signal === 'amount')!;
    // 0.1 ln 1.5 = 0.041; the bound is 10.83 * 0.00101 = 0.011.
    expect(amount.level).toBe('stable');
    expect(amount.reason).toMatch(/0\.041 over 100000 values: more than chance, but below 0\.1/);
  });

  it('does not alarm in a small window, nor without one', () => {
    const small = countWindow(40, { amount: 40, bank: 40, classes: 40, confidence: 40 });
    delete small.inputs.bank;
    const report = driftReport(REFERENCE, small);
    expect(new Set(report.map(({ level }) => level))).toEqual(new Set(['not enough data']));
    expect(report.find(({ signal }) => signal === 'bank')).toMatchObject({
      rows: 0,
      reason: 'Nothing was counted in this window.',
    });
    expect(report.find(({ signal }) => signal === 'amount')!.reason).toMatch(/over 40 values; too few, here/);
  });

  it('mentions what is outside, unknown and missing', () => {
    const window = countWindow(1000, { amount: 500, bank: 500, classes: 500, confidence: 250 });
    const amount = createCounter(REFERENCE.inputs.amount!) as NumericHistogram;
    for (let row = 0; row < 100; row++) amount.add([5, 50, 500, NaN][row % 4]!);
    const bank = createCounter(REFERENCE.inputs.bank!) as CategoryCounter;
    for (let row = 0; row < 100; row++) bank.add(['a', 'b', 'c', 'd'][row % 4]);
    const classes = createCounter(REFERENCE.outputs.classes!) as CategoryCounter;
    classes.add(null);
    window.inputs = { amount: amount.toJSON(), bank: bank.toJSON() };
    window.outputs.classes = classes.toJSON();
    const reasons = Object.fromEntries(driftReport(REFERENCE, window).map(({ signal, reason }) => [signal, reason]));
    expect(reasons.amount).toMatch(
      /33\.3 % of the values lie outside the reference's range\. 25\.0 % of the rows have no value\.$/,
    );
    expect(reasons.bank).toMatch(/50\.0 % of the values are not told apart in the reference\.$/);
    expect(reasons.classes).toBe('All values are missing.');
  });
});
