import type { CategoryExplanation } from '#contracts/inference';
import { reasonOf, type Grounds } from './reason.js';

const names: Record<string, string> = { GROCERIES: 'Groceries', TRAVEL: 'Travel' };

function model(
  detailed: string,
  words: [string, number][],
  over: { abstained?: boolean; direction?: number } = {},
): CategoryExplanation {
  return {
    prediction: {
      primary: 'FOOD',
      detailed,
      confidence: 0.6,
      abstained: over.abstained ?? false,
      alternatives: [],
      model: { name: 'm', version: '1' },
    },
    words: words.map(([text, weight]) => ({ text, weight, start: 0, end: text.length })),
    directionWeight: over.direction ?? 0,
  };
}

const reason = (over: Partial<Grounds>) =>
  reasonOf({
    source: 'none',
    isSplit: false,
    isTransfer: false,
    isImported: false,
    categoryEdited: false,
    merchant: 'Woolworths',
    sameChoices: 0,
    nameOf: (id) => names[id]!,
    ...over,
  });

describe('the reason', () => {
  it('of a person’s choice and of a rule says whose it is', () => {
    expect(reason({ source: 'user', categoryId: 'GROCERIES' })).toBe('You chose this category.');
    expect(reason({ source: 'rule', categoryId: 'GROCERIES', ruleName: 'Food' })).toBe('Your rule “Food” decided.');
    expect(reason({ source: 'rule', categoryId: 'GROCERIES' })).toBe('One of your rules decided; it has changed since.');
    expect(reason({ source: 'rule', categoryId: 'GROCERIES', isImported: true })).toBe(
      'The file that it came in said so, or a rule that has changed since.',
    );
  });

  it.each([
    [1, 'You put Woolworths into Groceries once.'],
    [2, 'You put Woolworths into Groceries twice.'],
    [3, 'You put Woolworths into Groceries 3 times.'],
    [0, 'You put transactions with a text like this one into Groceries.'],
  ])('of history counts %d own choices', (sameChoices, sentence) => {
    expect(reason({ source: 'history', categoryId: 'GROCERIES', sameChoices })).toBe(sentence);
  });

  it('of the model names the two words that weigh most, once each, and never one that speaks against it', () => {
    const read = (words: [string, number][], direction = 0) =>
      reason({ source: 'model', categoryId: 'GROCERIES', model: model('GROCERIES', words, { direction }) });
    expect(
      read([
        ['the', 0.05],
        ['biltong', 0.3],
        ['biltong', 0.3],
        ['butchery', 0.2],
        ['not', -0.4],
      ]),
    ).toBe('The model read “biltong” and “butchery”.');
    expect(read([['the', 0.01]])).toBe('The model took the text as a whole; no single word decided.');
    expect(read([], 0.3)).toBe('The model saw which way the money went.');
    expect(read([['salary', 0.2]], 0.3)).toBe('The model saw which way the money went, and read “salary”.');
    expect(read([['salary', 0.4]], 0.3)).toBe('The model read “salary”.');
  });

  it('of the model says so where it is away or would answer otherwise now', () => {
    expect(reason({ source: 'model', categoryId: 'GROCERIES' })).toBe(
      'The model read the text and chose it; just now it cannot say why.',
    );
    expect(reason({ source: 'model', categoryId: 'GROCERIES', model: model('TRAVEL', [['sky', 0.5]]) })).toBe(
      'The model chose it when the transaction came; asked now, it says Travel.',
    );
  });

  it('of no category tells why there is none', () => {
    expect(reason({ isSplit: true })).toBe('It is divided: each of its parts has a category of its own.');
    expect(reason({ isTransfer: true })).toBe('It is money moved between your own accounts, which needs no category.');
    expect(reason({ categoryEdited: true })).toBe('You took its category away.');
    expect(reason({})).toBe('It has no category yet, and the model does not answer just now.');
    expect(reason({ model: model('TRAVEL', [], { abstained: true }) })).toBe('Nothing in the text says what it is.');
    expect(reason({ model: model('TRAVEL', []) })).toBe('It has no category yet; asked now, the model says Travel.');
  });
});
