import type { CategoryExplanation } from '#contracts/inference';
import { reasonOf } from './reason-of.js';

function explained(weights: Record<string, number>, directionWeight = 0): CategoryExplanation {
  return {
    prediction: {
      primary: 'FOOD_AND_DRINK',
      detailed: 'FOOD_AND_DRINK_GROCERIES',
      confidence: 0.8,
      abstained: false,
      alternatives: [],
      model: { name: 'm', version: '1' },
    },
    words: Object.entries(weights).map(([text, weight]) => ({ text, weight, start: 0, end: text.length })),
    directionWeight,
  };
}

const base = { isSplit: false, category: 'Groceries', choices: 0 };

describe('reasonOf', () => {
  it.each([
    [{ ...base, source: 'user' as const }, 'You chose this category.'],
    [{ ...base, source: 'user' as const, isSplit: true }, 'It is divided: each part has a category of its own.'],
    [{ ...base, source: 'rule' as const, rule: 'Shops' }, 'Your rule “Shops” decided.'],
    [{ ...base, source: 'rule' as const }, 'A rule of yours decided that is gone or has changed since.'],
    [{ ...base, source: 'history' as const, choices: 2, latest: 'SPAR' }, 'You put SPAR into Groceries twice.'],
    [{ ...base, source: 'history' as const, choices: 3, latest: 'SPAR' }, 'You put SPAR into Groceries 3 times.'],
    [{ ...base, source: 'history' as const }, 'You put transactions with a like text into Groceries.'],
    [{ ...base, source: 'model' as const }, 'The model decided; it cannot be asked why at the moment.'],
    [{ ...base, source: 'none' as const }, 'Nobody decided, and the model cannot be asked at the moment.'],
    [{ ...base, source: 'none' as const, model: explained({}) }, 'Nobody decided: the text says too little to be sure.'],
  ])('%j', (decided, reason) => expect(reasonOf(decided)).toBe(reason));

  it('names the words that weigh most, heaviest first, and no others', () => {
    const model = explained({ djs: 0.01, biltong: 0.4, pty: -0.2, butchery: 0.5, norke: 0.06, shop: 0.2 });
    expect(reasonOf({ ...base, source: 'model', model })).toBe('The model read “butchery”, “biltong” and “shop”.');
    expect(reasonOf({ ...base, source: 'model', model: explained({ spar: 0.3 }) })).toBe('The model read “spar”.');
  });

  it('says so where no word decided', () => {
    expect(reasonOf({ ...base, source: 'model', model: explained({ a: 0.01 }, 0.3) })).toBe(
      'The model went by the direction of the amount.',
    );
    expect(reasonOf({ ...base, source: 'model', model: explained({ a: 0.01 }) })).toBe(
      'The model read the text as a whole; no single word decided.',
    );
  });
});
