import { currencies, currencyOf, findCurrency, isCurrencyCode, UnknownCurrencyError } from './currency.js';

test('minor units are those of ISO 4217', () => {
  // From list one of the standard: the exponents that people get wrong.
  const expected = {
    EUR: 2,
    USD: 2,
    JPY: 0,
    KRW: 0,
    ISK: 0,
    HUF: 2,
    CLP: 0,
    CLF: 4,
    KWD: 3,
    BHD: 3,
    TND: 3,
    VND: 0,
    UGX: 0,
    MGA: 2,
    XOF: 0,
  };
  for (const [code, exponent] of Object.entries(expected)) expect([code, currencyOf(code).exponent]).toEqual([code, exponent]);
});

test('agrees with the currencies that the engine knows, withdrawn ones aside', () => {
  const known = new Set(Intl.supportedValuesOf('currency'));
  const strangers = currencies.filter(({ code }) => !known.has(code)).map(({ code }) => code);
  // Funds and units of account are currencies of the standard, but not of Unicode's list; XCG is from 2025.
  const notInUnicode = new Set(['BOV', 'CHE', 'CHW', 'CLF', 'COU', 'MXV', 'USN', 'UYI', 'UYW', 'VED', 'XCG']);
  expect(strangers.filter((code) => !notInUnicode.has(code))).toEqual([]);
});

test('each code comes once, with a name', () => {
  expect(new Set(currencies.map(({ code }) => code)).size).toBe(currencies.length);
  expect(currencies.every(({ code, name }) => /^[A-Z]{3}$/.test(code) && name.length > 2)).toBe(true);
});

test('withdrawn currencies can be read but are not offered', () => {
  expect(findCurrency('HRK')).toMatchObject({ exponent: 2, active: false });
  expect(currencies.some(({ code }) => code === 'HRK' || code === 'BGN')).toBe(false);
});

test('metals, test codes and lower case are no currencies', () => {
  expect(['XAU', 'XTS', 'XXX', 'eur', ''].filter(isCurrencyCode)).toEqual([]);
  expect(() => currencyOf('ABC')).toThrow(UnknownCurrencyError);
});
