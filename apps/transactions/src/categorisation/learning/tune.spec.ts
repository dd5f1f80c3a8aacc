import { DEFAULT_PARAMETERS } from './learning-parameters.js';
import { PersonalModel } from './personal-model.js';
import { predictThenLearn, questionsOf, type Example } from './prequential.js';
import { score, tune } from './tune.js';

const primaryOf = (id: string) => id;
const breathe = async () => {};

/** Merchants in turn; the model always says B with 0.9. */
function examples(count: number, categoryOf: (i: number) => string): Example[] {
  return Array.from({ length: count }, (_, i) => {
    const text = ['zebra', 'quokka', 'walrus'][i % 3]!;
    return {
      correction: { text, merchant: `-${text}`, amountMinor: -100, day: i, decidedAt: i, categoryId: categoryOf(i) },
      prior: [{ categoryId: 'B', probability: 0.9 }],
    };
  });
}

describe('predict, then learn', () => {
  it('foresees each from the ones before it only', () => {
    const opinions = predictThenLearn(
      examples(6, () => 'A'),
      new PersonalModel(DEFAULT_PARAMETERS, primaryOf),
    );
    expect(opinions.map(({ ranked }) => ranked[0]!.categoryId)).toEqual(['B', 'B', 'B', 'A', 'A', 'A']);
  });
});

describe('rows that were settled at once', () => {
  const atOnce = examples(6, () => 'A').map((one, i) => ({
    ...one,
    correction: { ...one.correction, decidedAt: i < 4 ? 1 : 2 },
  }));

  it('do not foresee each other', () => {
    // The fourth is of the first one's merchant, but was said in the same breath.
    const opinions = predictThenLearn(atOnce, new PersonalModel(DEFAULT_PARAMETERS, primaryOf));
    expect(opinions.map(({ ranked }) => ranked[0]!.categoryId)).toEqual(['B', 'B', 'B', 'B', 'A', 'A']);
  });

  it('are one question a merchant', () => {
    expect(questionsOf(atOnce)).toEqual([0, 1, 2, 4, 5]);
  });
});

describe('the score', () => {
  it('is the share foreseen and the mean surprise', () => {
    const two = examples(2, (i) => 'AB'[i]!);
    const opinion = {
      ranked: [
        { categoryId: 'A', probability: 0.8 },
        { categoryId: 'B', probability: 0.2 },
      ],
      learned: 0,
    };
    expect(score(two, [opinion, opinion])).toEqual({ accuracy: 0.5, logLoss: (-Math.log(0.8) - Math.log(0.2)) / 2 });
    expect(score(two.slice(0, 1), [{ ranked: [], learned: 0 }]).logLoss).toBeCloseTo(-Math.log(0.001), 12);
    expect(score([], [])).toEqual({ accuracy: 0, logLoss: 0 });
  });
});

describe('tuning', () => {
  it('promotes parameters that foresee a faithful person more surely', async () => {
    const { parameters, promoted, metrics } = await tune(
      examples(60, () => 'A'),
      DEFAULT_PARAMETERS,
      primaryOf,
      breathe,
    );
    expect(promoted).toBe(true);
    expect(metrics).toMatchObject({
      corrections: 60,
      heldOut: 30,
      coldStart: { accuracy: 0 },
      before: { accuracy: 1 },
      after: { accuracy: 1 },
    });
    expect(metrics.after.logLoss).toBeLessThan(metrics.before.logLoss);
    // Who always means the same is best foreseen with the least doubt.
    expect(parameters.merchantPrior).toBe(0.05);
  });

  it('never promotes what is right less often, though it be surer', async () => {
    const fickle = examples(60, (i) => (i % 7 < 4 ? 'A' : 'C'));
    const { metrics, promoted, parameters } = await tune(fickle, DEFAULT_PARAMETERS, primaryOf, breathe);
    expect(metrics.after.accuracy).toBeGreaterThanOrEqual(metrics.before.accuracy);
    expect(metrics.after.logLoss).toBeLessThanOrEqual(metrics.before.logLoss);
    expect(promoted).toBe(parameters !== DEFAULT_PARAMETERS);
  });

  it('changes nothing for a few corrections', async () => {
    const { promoted, parameters } = await tune(
      examples(12, () => 'A'),
      DEFAULT_PARAMETERS,
      primaryOf,
      breathe,
    );
    expect(promoted).toBe(false);
    expect(parameters).toBe(DEFAULT_PARAMETERS);
  });
});
