import fc from 'fast-check';
import { DEFAULT_PARAMETERS } from './learning-parameters.js';
import type { Correction } from './merchant-memory.js';
import { PersonalModel, type Belief, type Question } from './personal-model.js';

const primaryOf = (id: string) => id.split('/')[0]!;
const parameters = { ...DEFAULT_PARAMETERS, merchantPrior: 0.1, textPrior: 0.2 };

function taught(...corrections: Partial<Correction>[]): PersonalModel {
  return PersonalModel.of(
    corrections.map((one, i) => ({ ...question('zebra'), decidedAt: i, categoryId: 'A', ...one })),
    parameters,
    primaryOf,
  );
}

function question(text: string, over: Partial<Question> = {}): Question {
  return { text, merchant: `-${text}`, amountMinor: -1000, day: 0, ...over };
}

const probabilities = (ranked: Belief[]) =>
  Object.fromEntries(ranked.map(({ categoryId, probability }) => [categoryId, probability]));

describe('a personal model', () => {
  it('says what the model says, until it is taught', () => {
    const prior = [
      { categoryId: 'B', probability: 0.6 },
      { categoryId: 'A', probability: 0.3 },
    ];
    const { ranked, learned } = taught().ask(question('zebra'), prior);
    expect(learned).toBe(0);
    expect(probabilities(ranked)['B']).toBeCloseTo(0.6, 12);
    expect(probabilities(ranked)['A']).toBeCloseTo(0.3, 12);
  });

  it('adds a correction of the merchant to the model as counts of a Dirichlet', () => {
    const prior = [
      { categoryId: 'B', probability: 0.9 },
      { categoryId: 'A', probability: 0.1 },
    ];
    const { ranked, learned } = taught({}).ask(question('zebra'), prior);
    expect(ranked[0]!.categoryId).toBe('A');
    expect(probabilities(ranked)['A']).toBeCloseTo((1 + 0.1 * 0.1) / 1.1, 12);
    expect(probabilities(ranked)['B']).toBeCloseTo((0.1 * 0.9) / 1.1, 12);
    expect(learned).toBeCloseTo(1 / (1 + 0.1 * 0.1), 12);
  });

  it('agrees with the posterior that many draws from the prior give', () => {
    // A Dirichlet prior of 2·(0.6, 0.4); three draws of A and one of B were seen. Each drawn distribution counts as its likelihood.
    let seed = 7;
    const uniform = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    // Gamma of shape 1.2 and 0.8 by Johnk's method on Beta(1.2, 0.8).
    const beta = () => {
      for (;;) {
        const [x, y] = [uniform() ** (1 / 1.2), uniform() ** (1 / 0.8)];
        if (x + y <= 1) return x / (x + y);
      }
    };
    let [weights, sum] = [0, 0];
    for (let i = 0; i < 400_000; i++) {
      const a = beta();
      const likelihood = a ** 3 * (1 - a);
      weights += likelihood;
      sum += likelihood * a;
    }
    const model = new PersonalModel({ ...parameters, merchantPrior: 2, retention: 1 }, primaryOf);
    for (const [i, categoryId] of ['A', 'A', 'B', 'A'].entries()) model.learn({ ...question('zebra'), decidedAt: i, categoryId });
    const { ranked } = model.ask(question('zebra'), [
      { categoryId: 'A', probability: 0.6 },
      { categoryId: 'B', probability: 0.4 },
    ]);
    expect(probabilities(ranked)['A']).toBeCloseTo(sum / weights, 2);
  });

  it('knows a merchant of two kinds by the amount, and says that it is unsure between them', () => {
    const model = taught(
      ...[-4000, -5500, -4800].map((amountMinor) => ({ amountMinor, categoryId: 'FUEL' })),
      ...[-300, -250, -420].map((amountMinor) => ({ amountMinor, categoryId: 'SNACK' })),
    );
    const at = (amountMinor: number) => model.ask(question('zebra', { amountMinor }), []).ranked;
    expect(at(-5000)[0]!.categoryId).toBe('FUEL');
    expect(at(-300)[0]!.categoryId).toBe('SNACK');
    expect(at(-5000)[0]!.probability).toBeLessThan(0.7);
  });

  it('lets like texts speak for a merchant it has never met, and the direction apart', () => {
    const model = taught(
      { text: 'zebra books north', merchant: '-zebra books north' },
      { text: 'quokka cinema', merchant: '-quokka cinema', categoryId: 'C' },
      { text: 'walrus garage', merchant: '-walrus garage', categoryId: 'C' },
    );
    const prior = [{ categoryId: 'B', probability: 0.5 }];
    const like = model.ask(question('zebra books south'), prior);
    expect(like.ranked[0]!.categoryId).toBe('A');
    expect(like.learned).toBeGreaterThan(0.5);
    expect(model.ask(question('zebra books south', { merchant: '+zebra books south' }), prior).ranked[0]!.categoryId).toBe('B');
    expect(model.ask(question('unlike'), prior).ranked).toEqual([{ categoryId: 'B', probability: 0.5 }]);
  });

  it('ranks by the primary first: what was given to its categories speaks together', () => {
    const { ranked } = taught().ask(question('zebra'), [
      { categoryId: 'FOOD/A', probability: 0.3 },
      { categoryId: 'HOME/X', probability: 0.4 },
      { categoryId: 'FOOD/B', probability: 0.25 },
    ]);
    expect(ranked.map(({ categoryId }) => categoryId)).toEqual(['FOOD/A', 'FOOD/B', 'HOME/X']);
  });

  it('recalls a merchant only where no answer of the model could change the outcome', () => {
    const contested = taught({ categoryId: 'A' }, { categoryId: 'B' });
    // B 1, A 0.7: 1 / 1.8 is more than half.
    expect(contested.recall(question('zebra'))!.ranked[0]).toEqual({ categoryId: 'B', probability: 1 / 1.8 });
    const torn = taught({ categoryId: 'A', decidedAt: 5 }, { categoryId: 'B', decidedAt: 5 });
    expect(torn.recall(question('zebra'))).toBeUndefined();
    expect(contested.recall(question('other'))).toBeUndefined();
  });

  const corrections = fc.array(
    fc.record({
      text: fc.constantFrom('zebra books', 'zebra garage', 'quokka books', 'walrus'),
      amountMinor: fc.integer({ min: -9000, max: -1 }),
      day: fc.integer({ min: 0, max: 900 }),
      decidedAt: fc.integer({ min: 0, max: 3 }),
      categoryId: fc.constantFrom('A', 'B', 'FOOD/A', 'FOOD/B'),
    }),
    { maxLength: 20 },
  );
  const prior = fc
    .array(fc.record({ categoryId: fc.constantFrom('A', 'B', 'C', 'FOOD/A'), share: fc.integer({ min: 1, max: 50 }) }), {
      maxLength: 4,
    })
    .map((guesses) => {
      const byId = new Map(guesses.map(({ categoryId, share }) => [categoryId, share]));
      const total = [...byId.values()].reduce((sum, share) => sum + share, 0);
      return [...byId].map(([categoryId, share]) => ({ categoryId, probability: share / total }));
    });

  it('gives probabilities that add up to what the model gave and was taught', () => {
    fc.assert(
      fc.property(corrections, prior, (list, guesses) => {
        const model = taught(...list.map((one) => ({ ...one, merchant: `-${one.text}` })));
        const total = model.ask(question('zebra books'), guesses).ranked.reduce((sum, { probability }) => sum + probability, 0);
        expect(total).toBeLessThanOrEqual(1 + 1e-9);
        if (guesses.length) expect(total).toBeCloseTo(1, 9);
      }),
    );
  });

  it('does not care for the order in which simultaneous corrections are read', () => {
    fc.assert(
      fc.property(
        corrections.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        prior,
        ([list, mixed], guesses) => {
          const read = (some: typeof list) =>
            probabilities(
              taught(...some.map((one) => ({ ...one, merchant: `-${one.text}` }))).ask(question('zebra books'), guesses).ranked,
            );
          const [one, other] = [read(list), read(mixed)];
          expect(Object.keys(one).sort()).toEqual(Object.keys(other).sort());
          for (const id of Object.keys(one)) expect(one[id]).toBeCloseTo(other[id]!, 9);
        },
      ),
    );
  });
});
