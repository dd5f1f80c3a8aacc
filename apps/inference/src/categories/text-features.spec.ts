import { amountFeatures, BUCKETS, foldText, MAX_FEATURES, textFeatures } from './text-features.js';

describe('foldText', () => {
  it.each([
    ['CAFÉ Müller', 'cafe muller'],
    ['Straße Łódź Ærø', 'strasse lodz aero'],
    ['plain', 'plain'],
  ])('%s → %s', (text, folded) => expect(foldText(text)).toBe(folded));

  it('looks at the first 512 characters only', () => expect(foldText('x'.repeat(10_000))).toHaveLength(512));
});

describe('textFeatures', () => {
  // `<spar>` has pieces of 3 (4: <sp spa par ar>), 4 (3) and 5 (2), and the word itself: 10.
  it('makes one word and its pieces of 3 to 5 letters', () => expect(textFeatures('spar')).toHaveLength(1 + 4 + 3 + 2));

  // `<ab>` has 3 two pieces, 4 one; twice, two words, one pair.
  it('adds a pair for neighbouring words', () => expect(textFeatures('ab cd')).toHaveLength(2 * (1 + 2 + 1) + 1));

  it('takes short numbers as words without pieces and leaves long ones out', () => {
    expect(textFeatures('12')).toHaveLength(1);
    expect(textFeatures('1234 567')).toHaveLength(0);
    expect(textFeatures('SPAR 5412 8890')).toEqual(textFeatures('spar'));
  });

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
