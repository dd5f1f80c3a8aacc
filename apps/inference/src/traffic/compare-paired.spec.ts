import { comparePaired, mcnemarTest, pairedDifferenceInterval } from './compare-paired.js';

const outcome = (bothRight: number, onlyARight: number, onlyBRight: number, bothWrong: number) => ({
  bothRight,
  onlyARight,
  onlyBRight,
  bothWrong,
});
/** Airway hyper-responsiveness before and after stem cell transplantation, in Fagerland et al. 2013, table 2. */
const AIRWAY = outcome(1, 1, 7, 12);
/** Approval of the prime minister in two surveys, in Agresti, Categorical Data Analysis, table 10.1 of the second edition. */
const APPROVAL = outcome(794, 150, 86, 570);

describe('mcnemarTest', () => {
  it('of 1 against 7 counts the outcomes of eight coins', () => {
    // P(X <= 1) = (1 + 8) / 256, doubled 18/256 = 0.0703; less P(X = 1) = 8/256: 10/256 = 0.0391.
    expect(mcnemarTest(1, 7).exactP).toBeCloseTo(18 / 256, 14);
    expect(mcnemarTest(1, 7).midP).toBeCloseTo(10 / 256, 14);
  });

  // Twice scipy.stats.binom.cdf, less binom.pmf; the first pair is Fagerland's second example (0.0525 and 0.0347).
  it.each([
    [6, 16, 0.052478790283203125, 0.03468966484069824],
    [86, 150, 3.7159361395713866e-5, 2.893389517615428e-5],
  ])('of %d against %d', (fewer, more, exactP, midP) => {
    for (const test of [mcnemarTest(fewer, more), mcnemarTest(more, fewer)]) {
      expect(test.exactP / exactP).toBeCloseTo(1, 10);
      expect(test.midP / midP).toBeCloseTo(1, 10);
    }
  });

  it('is 1 where nothing speaks for either', () => {
    expect(mcnemarTest(0, 0)).toEqual({ exactP: 1, midP: 1 });
    expect(mcnemarTest(4, 4).exactP).toBe(1);
    expect(mcnemarTest(4, 4).midP).toBeCloseTo(1, 14);
  });
});

describe('pairedDifferenceInterval', () => {
  it('of the airway data', () => {
    // (8 - 2) / 23 = 0.26087 and sqrt((10/23 - 0.26087^2) / 23) = 0.126272, times 1.96.
    const interval = pairedDifferenceInterval(AIRWAY);
    expect(interval.low).toBeCloseTo(0.0134, 4);
    expect(interval.high).toBeCloseTo(0.5084, 4);
  });

  it('of the approval data', () => {
    // (87 - 151) / 1602 = -0.039950 and sqrt((238/1602 - 0.039950^2) / 1602) = 0.0095781, times 1.96.
    const interval = pairedDifferenceInterval(APPROVAL);
    expect(interval.low).toBeCloseTo(-0.05872, 5);
    expect(interval.high).toBeCloseTo(-0.02118, 5);
  });
});

describe('comparePaired', () => {
  it('decides for A and for B', () => {
    expect(comparePaired(APPROVAL)).toMatchObject({ better: 'A', rows: 1600, difference: -0.04 });
    expect(comparePaired(AIRWAY)).toMatchObject({ better: 'B', difference: 6 / 21 });
  });

  it('gives the probability of the flat prior', () => {
    // scipy.stats.beta(8, 2).sf(0.5); by hand P(Bin(9, 1/2) <= 7) = 1 - (9 + 1) / 512.
    expect(comparePaired(AIRWAY).probability).toBeCloseTo(0.98046875, 14);
    // scipy.stats.beta(87, 151).sf(0.5) of the 150 and 86 rows.
    expect(comparePaired(outcome(0, 86, 150, 0)).probability).toBeCloseTo(0.9999855330524119, 12);
    expect(comparePaired(outcome(3, 0, 0, 4)).probability).toBeCloseTo(0.5, 14);
  });

  it('says how many rows would decide', () => {
    // 5 against 10 of 100 rows: standard error sqrt((17/102 - (5/102)^2) / 102) = 0.0401303 and the difference 0.05,
    // so 100 * 3.841459 * (0.0401303 / 0.05)^2 = 247.5 rows.
    expect(comparePaired(outcome(80, 5, 10, 5))).toMatchObject({ better: 'undecided', needed: 148 });
  });

  it('has nothing to say about no rows', () => {
    expect(comparePaired(outcome(0, 0, 0, 0))).toMatchObject({
      better: 'undecided',
      difference: 0,
      interval: { low: -1, high: 1 },
      exactP: 1,
      words: 'Undecided: no row is labelled yet.',
    });
  });

  it('refuses what is no count', () => {
    expect(() => comparePaired(outcome(1, -1, 0, 0))).toThrow('onlyARight is -1');
  });
});
