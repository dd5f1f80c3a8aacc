import { similarTexts } from './similar-text.js';

const similar = (left: string, right: string): boolean => similarTexts({ description: left }, { description: right });

describe('two texts may name the same movement', () => {
  it.each([
    ['CARD PURCHASE TESCO STORES 3217 LONDON', 'Tesco'],
    ['HARBOUR BISTRO', 'HARBOUR BISTRO HAMBURG DE'],
    ['SQ *BLUE BOTTLE COFFEE', 'Blue Bottle'],
    // Cut off by the one format.
    ['AMAZON MARKETPL', 'AMAZON MARKETPLACE EU'],
    ['CAFÉ ÉTOILE PARIS', 'cafe etoile'],
    // Nothing but numbers says nothing against it.
    ['000123456', 'THAMES WATER'],
  ])('%s, %s', (left, right) => {
    expect(similar(left, right)).toBe(true);
    expect(similar(right, left)).toBe(true);
  });

  it.each([
    ['HARBOUR BISTRO', 'CITY PARKING'],
    // What they share is the way of payment.
    ['DIRECT DEBIT VODAFONE', 'DIRECT DEBIT THAMES WATER'],
    ['Rent', 'Bahn'],
  ])('but not %s, %s', (left, right) => expect(similar(left, right)).toBe(false));

  it('by the name of the other side, where only one of them has it apart', () => {
    expect(
      similarTexts(
        { description: 'Rent March', counterparty: 'Hans Meier' },
        { description: 'SEPA STANDING ORDER Hans Meier RENT' },
      ),
    ).toBe(true);
  });
});
