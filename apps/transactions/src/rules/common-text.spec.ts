import { commonText } from './common-text.js';

describe('what texts have in common', () => {
  it.each([
    [['TESCO STORES 3217 LONDON', 'Tesco Stores 0042 Leeds'], 'tesco stores'],
    [['CARD PAYMENT Woolworths 12', 'WOOLWORTHS CAPE TOWN'], 'woolworths'],
    [['NETFLIX.COM', 'NETFLIX.COM'], 'netflix.com'],
    [['REWE 4711', 'REWE 4711'], 'rewe'],
    [['VDP-LIDL IRELAND GMBH 0412', 'VDC-Lidl Ireland GmbH 77'], 'lidl ireland gmbh'],
    [['12345 67890', '12345 67890'], undefined],
    [['Alpha', 'Beta'], undefined],
    [[], undefined],
  ])('%j: %s', (texts, expected) => {
    expect(commonText(texts)).toBe(expected);
  });
});
