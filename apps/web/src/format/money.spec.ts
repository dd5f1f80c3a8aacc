import { minorDigits, toDecimal, toMinor } from './money';

describe('money as a person types and reads it', () => {
  it('takes the decimals from ISO 4217, also where browsers show others', () => {
    expect(['EUR', 'JPY', 'TND', 'HUF', 'IQD', 'CLF'].map(minorDigits)).toEqual([2, 0, 3, 2, 3, 4]);
  });

  it('writes minor units as an exact decimal', () => {
    expect(toDecimal(-1234, 'EUR')).toBe('-12.34');
    expect(toDecimal(5, 'EUR')).toBe('0.05');
    expect(toDecimal(-5, 'TND')).toBe('-0.005');
    expect(toDecimal(9007199254740991, 'USD')).toBe('90071992547409.91');
    expect(toDecimal(1234, 'JPY')).toBe('1234');
  });

  it('reads typed amounts without the errors of binary fractions', () => {
    expect(toMinor('-12.34', 'EUR')).toBe(-1234);
    expect(toMinor(1.1, 'EUR')).toBe(110);
    expect(toMinor('0.29', 'EUR')).toBe(29);
    expect(toMinor('90071992547409.91', 'USD')).toBe(9007199254740991);
    expect(toMinor('.5', 'EUR')).toBe(50);
    expect(toMinor('12', 'TND')).toBe(12000);
    expect(toMinor('-0', 'EUR')).toBe(0);
  });

  it('refuses what is no amount, has too many decimals or cannot be exact', () => {
    expect(toMinor('', 'EUR')).toBeUndefined();
    expect(toMinor('-', 'EUR')).toBeUndefined();
    expect(toMinor('1.234', 'EUR')).toBeUndefined();
    expect(toMinor('1.5', 'JPY')).toBeUndefined();
    expect(toMinor('90071992547409.92', 'USD')).toBeUndefined();
    expect(toMinor('1.500', 'EUR')).toBe(150);
  });
});
