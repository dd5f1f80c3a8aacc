import { signedPoints, textPieces } from './text-pieces';

describe('a text whose words are weighed', () => {
  it('is cut at the words that mattered, and loses nothing', () => {
    const text = 'POS BILTONG hut, butchery';
    const pieces = textPieces(text, [
      { start: 17, end: 25, weight: -0.2 },
      { start: 0, end: 3, weight: 0.001 },
      { start: 4, end: 11, weight: 0.4 },
    ]);
    expect(pieces).toEqual([
      { text: 'POS ' },
      { text: 'BILTONG', weight: 0.4 },
      { text: ' hut, ' },
      { text: 'butchery', weight: -0.2 },
    ]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it('stays whole where no word mattered or places cannot be', () => {
    expect(textPieces('abc', [])).toEqual([{ text: 'abc' }]);
    expect(textPieces('abc', [{ start: 1, end: 9, weight: 1 }])).toEqual([{ text: 'abc' }]);
    expect(
      textPieces('abcd', [
        { start: 0, end: 3, weight: 0.5 },
        { start: 2, end: 4, weight: 0.5 },
      ]),
    ).toEqual([{ text: 'abc', weight: 0.5 }, { text: 'd' }]);
  });

  it('says weights in points of a hundred with a sign', () => {
    expect([0.413, -0.02, 0.004, -0.004].map(signedPoints)).toEqual(['+41', '−2', '+<1', '−<1']);
  });
});
