import fc from 'fast-check';
import { merchantKey } from '../categorisation/merchant-key.js';
import { counterpartyName } from './counterparty-name.js';

describe('counterpartyName', () => {
  it.each([
    ['TESCO STORES 3217 LONDON', 'Tesco Stores'],
    ['SQ *BLUE BOTTLE COFFEE', 'Blue Bottle Coffee'],
    ['sq *blue bottle', 'Blue Bottle'],
    ['PAYPAL *STEAM GAMES 402-935-7733', 'Steam Games'],
    ['Paypal *4029357733', 'PayPal'],
    ['NETFLIX.COM 866-579-7172', 'Netflix'],
    ['H&M 0231', 'H&M'],
    ['IKEA BERLIN 44', 'IKEA Berlin'],
    ['DHL EXPRESS', 'DHL Express'],
    ['7-ELEVEN 33012', '7-Eleven'],
    ["SAINSBURY'S 0123", "Sainsbury's"],
    ["O'REILLY MEDIA", "O'Reilly Media"],
    ['Kartenzahlung Bäckerei Müller GmbH 12', 'Bäckerei Müller'],
    ['BÄCKEREI MÜLLER 12', 'Bäckerei Müller'],
    ['BANK OF SCOTLAND', 'Bank of Scotland'],
    ['BANK CHARGES AND FEES', 'Bank Charges'],
    ['SO TO SAVINGS REF 4711', 'Savings'],
    ['Prélèvement EDF', 'EDF'],
    ['LinkedIn Ireland', 'LinkedIn Ireland'],
    ['Пятёрочка 1234', 'Пятёрочка'],
    ['12345 67890', '12345 67890'],
    ['***', '***'],
  ])('of %j is %j', (description, name) => {
    expect(counterpartyName(description)).toBe(name);
  });

  it('keeps the name that a bank gives, and writes it as people do', () => {
    expect(counterpartyName('SEPA Lastschrift 4711', 'Stadtwerke München GmbH')).toBe('Stadtwerke München GmbH');
    expect(counterpartyName('x', 'JEAN-LUC PICARD')).toBe('Jean-Luc Picard');
    expect(counterpartyName('x', 'MARY  OF THE HILL')).toBe('Mary of the Hill');
    expect(counterpartyName('NETFLIX.COM', '  4711 ')).toBe('Netflix');
    expect(counterpartyName('NETFLIX.COM', null)).toBe('Netflix');
  });

  it('is the same merchant as its line: its key is the key of the line', () => {
    const word = fc.constantFrom('TESCO', 'Blue', 'bottle', 'MÜLLER', "O'Neill", 'CAFÉ', 'H&M', 'straße', 'Ломоносов');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), fc.nat(9999), (words, store) => {
        const line = `${words.join(' ')} ${store}`;
        expect(merchantKey(counterpartyName(line))).toBe(merchantKey(line));
      }),
    );
  });

  it('always gives a name, of 100 characters at most', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.option(fc.string({ unit: 'binary' })), (line, other) => {
        const name = counterpartyName(line, other);
        expect(name.length).toBeLessThanOrEqual(100);
        if (/[\p{L}\p{N}]/u.test(line)) expect(name).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
