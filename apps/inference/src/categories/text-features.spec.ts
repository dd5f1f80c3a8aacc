import { amountFeatures, BUCKETS, MAX_CHARACTERS, MAX_FEATURES, textFeatures } from './text-features.js';

describe('textFeatures', () => {
  // `<spar>` has pieces of 3 (4: <sp spa par ar>), 4 (3) and 5 (2), and the word itself: 10.
  it('makes one word and its pieces of 3 to 5 letters', () => expect(textFeatures('spar')).toHaveLength(1 + 4 + 3 + 2));

  // `<ab>` has two pieces of 3 and one of 4; twice, with two words and one pair.
  it('adds a pair for neighbouring words', () => expect(textFeatures('ab cd')).toHaveLength(2 * (1 + 2 + 1) + 1));

  it('takes short numbers as words without pieces and leaves long ones out', () => {
    expect(textFeatures('12')).toHaveLength(1);
    expect(textFeatures('1234 567')).toHaveLength(0);
    expect(textFeatures('SPAR 5412 8890')).toEqual(textFeatures('spar'));
  });

  it('leaves masks of numbers out', () => expect(textFeatures('card xxxxxx1234')).toEqual(textFeatures('card')));

  it('sees two words also as one run together', () => {
    const together = textFeatures('facebook')[0]!;
    expect(textFeatures('face book')).toContain(together);
    expect(textFeatures('book face')).not.toContain(together);
  });

  // `<東京>` has 3 pieces of 2, two of 3 and one of 4, and the word itself.
  it('takes pieces of 2 to 4 signs of dense scripts', () => expect(textFeatures('東京')).toHaveLength(1 + 3 + 2 + 1));

  it('sees the same in other case, punctuation, accents and apostrophes', () => {
    const plain = textFeatures('mcdonalds cafe');
    for (const text of ["McDonald's CAFE", 'MCDONALDS*CAFÉ', '  mcdonalds -- cafe. ']) expect(textFeatures(text)).toEqual(plain);
  });

  it('keeps names with & in one word', () => {
    expect(textFeatures('h&m')).toHaveLength(textFeatures('hxm').length);
    expect(textFeatures('h m')).not.toEqual(textFeatures('h&m'));
  });

  it('tells the order of words', () =>
    expect([...textFeatures('bank fee')].sort()).not.toEqual([...textFeatures('fee bank')].sort()));

  it('stays within the table and never names the padding row', () => {
    const features = textFeatures('Überweisung 支付宝 оплата '.repeat(20));
    expect(features.length).toBe(MAX_FEATURES);
    for (const feature of features) {
      expect(feature).toBeGreaterThan(0);
      expect(feature).toBeLessThan(BUCKETS);
    }
  });

  it('looks at the first characters only, also where folding makes more of them', () => {
    const shop = ' shop';
    expect(textFeatures(`${'*'.repeat(MAX_CHARACTERS)}${shop}`)).toHaveLength(0);
    expect(textFeatures(`${'ß'.repeat(10_000)}${shop}`)).toHaveLength(MAX_FEATURES);
  });

  it('has nothing to say of an empty text', () => expect(textFeatures(' *--')).toHaveLength(0));
});

describe('amountFeatures', () => {
  it('is one of out, in, not told', () => {
    expect(amountFeatures(-0.01)).toEqual([1, 0, 0]);
    expect(amountFeatures(12)).toEqual([0, 1, 0]);
    expect(amountFeatures(0)).toEqual([0, 0, 1]);
    expect(amountFeatures(undefined)).toEqual([0, 0, 1]);
  });
});
