import { merchantKey } from './merchant-key.js';

describe('merchantKey', () => {
  it.each([
    ['TESCO STORES 3217 LONDON', 'tesco stores'],
    ['Card purchase Tesco Stores 0042', 'tesco stores'],
    ['POS PURCHASE WOOLWORTHS 23 AUG', 'woolworths'],
    ['NETFLIX.COM 866-579-7172', 'netflix'],
    ['SQ *BLUE BOTTLE COFFEE', 'blue bottle coffee'],
    ['PAYPAL *STEAM GAMES 402-935-7733', 'steam games'],
    ['PAYPAL *4029357733', 'paypal'],
    ['Kartenzahlung REWE Markt GmbH//Köln/DE 2026-03-01', 'rewe markt koln'],
    ['CB CARREFOUR CITY 14/03', 'carrefour city'],
    ['Prélèvement EDF', 'edf'],
    ['VDC-TESCO STORES 3319 DUBLIN', 'tesco stores'],
    ['DD VODAFONE IRELAND 51407469', 'vodafone ireland'],
    ["SAINSBURY'S S/MKT 0123", 'sainsburys mkt'],
    ['ZQX HOLDINGS 88123', 'zqx holdings'],
    ['H&M 0231', 'h&m'],
    ['7-ELEVEN 33012', 'eleven'],
    ['Пятёрочка 1234', 'пятерочка'],
    ['12345 67890', '12345 67890'],
    ['Card payment', 'card payment'],
    ['***', '***'],
  ])('of %j is %j', (description, key) => {
    expect(merchantKey(description)).toBe(key);
  });

  it('prefers the counterparty, where it names one', () => {
    expect(merchantKey('SEPA Lastschrift Mandat 123', 'Stadtwerke München GmbH')).toBe('stadtwerke munchen');
    expect(merchantKey('NETFLIX.COM', '  ')).toBe('netflix');
    expect(merchantKey('NETFLIX.COM', '4711')).toBe('netflix');
  });
});
