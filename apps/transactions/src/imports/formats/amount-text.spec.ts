import { formatMinor } from '#money';
import fc from 'fast-check';

import { detectDecimalMark, isWrittenNegative, looksLikeAmount, parseAmount } from './amount-text.js';

describe('parseAmount', () => {
  test.each([
    ['1234.5', '.', 123450],
    ['-1234,5', ',', -123450],
    ['1,234,567.89', '.', 123456789],
    ['1.234.567,89', ',', 123456789],
    ["1'234.50", '.', 123450],
    ['1’234.50', '.', 123450],
    ['1 234,50', ',', 123450],
    ['1 234,50', ',', 123450],
    ['1 234,50', ',', 123450],
    ['1,00,000.00', '.', 10000000],
    ['$57.27', '.', 5727],
    ['-$57.27', '.', -5727],
    ['$-57.27', '.', -5727],
    ['R$ -1.250,00', ',', -125000],
    ['57,27 €', ',', 5727],
    ['-45,67 EUR', ',', -4567],
    ['Fr. 12.50', '.', 1250],
    ['12,50 zł', ',', 1250],
    ['(57.27)', '.', -5727],
    ['($1,057.27)', '.', -105727],
    ['57.27-', '.', -5727],
    ['57,27 €-', ',', -5727],
    ['+57.27', '.', 5727],
    ['−57.27', '.', -5727],
    ['57.27 CR', '.', 5727],
    ['57.27 DR', '.', -5727],
    ['57.27Dr.', '.', -5727],
    ['12,34 S', ',', -1234],
    ['12,34 H', ',', 1234],
    ['.5', '.', 50],
    ['0', '.', 0],
    ['-0.00', '.', 0],
  ] as const)('%s with a decimal %s is %d cents', (text, decimal, expected) => {
    expect(parseAmount(text, decimal, 2)).toBe(expected);
  });

  test.each([
    // Each of these would be a hundred or a thousand times too much if separators were dropped unseen.
    ['12.34', ','],
    ['1234,56', '.'],
    ['1,23', '.'],
    ['1.23.456', ','],
    ['1,234.567,8', '.'],
    ['1,2345', '.'],
    ['12.34.56', '.'],
    ['--5', '.'],
    ['-5-', '.'],
    ['(5', '.'],
    ['5)', '.'],
    ['', '.'],
    ['abc', '.'],
    ['12 apples and 3', '.'],
    ['1e3', '.'],
    ['2024-01-01', '.'],
  ] as const)('%s with a decimal %s is refused', (text, decimal) => {
    expect(() => parseAmount(text, decimal, 2)).toThrow(/is not a/);
  });

  test('decimals that the currency has not are refused', () => {
    expect(() => parseAmount('1.5', '.', 0)).toThrow(expect.objectContaining({ reason: 'too-precise' }));
    expect(parseAmount('1.500', '.', 3)).toBe(1500);
    expect(() => parseAmount('99999999999999999', '.', 2)).toThrow(expect.objectContaining({ reason: 'too-large' }));
  });

  test('a very long text of spaces is refused at once', () => {
    expect(() => parseAmount(`1${' '.repeat(100_000)}x`, '.', 2)).toThrow(/is not an amount/);
  });
});

describe('any amount in any style', () => {
  const signs: Array<(text: string) => string> = [
    (t) => `-${t}`,
    (t) => `${t}-`,
    (t) => `(${t})`,
    (t) => `−${t}`,
    (t) => `${t} DR`,
  ];
  const units: Array<(text: string) => string> = [(t) => t, (t) => `$${t}`, (t) => `${t} €`, (t) => `EUR ${t}`, (t) => `${t} kr`];
  const styles = [
    ['.', ','],
    ['.', "'"],
    ['.', ''],
    [',', '.'],
    [',', ' '],
    [',', '\u202f'],
    [',', ''],
  ] as const;

  test('parses back, and its decimal mark is found', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom(...styles),
        fc.constantFrom(...signs),
        fc.constantFrom(...units),
        (amount, [mark, thousands], sign, unit) => {
          const [whole, fraction] = formatMinor(Math.abs(amount), 'EUR').split('.') as [string, string];
          const figures = `${whole.replace(/\B(?=(\d{3})+$)/g, thousands)}${mark}${fraction}`;
          // DR stands where a unit would; a text has one of them.
          const written = amount < 0 ? (sign('').includes('DR') ? sign(figures) : sign(unit(figures))) : unit(figures);
          expect(parseAmount(written, mark, 2)).toBe(amount === 0 ? 0 : amount);
          expect(detectDecimalMark([written]).mark).toBe(mark);
          expect(isWrittenNegative(written)).toBe(amount < 0);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('the decimal mark is told only by what shows it', () => {
  expect(detectDecimalMark(['1,234', '17', '2,000'])).toEqual({ contradicted: false });
  expect(detectDecimalMark(['1,234', '12.5'])).toMatchObject({ mark: '.' });
  expect(detectDecimalMark(['1.234', '0,99', '7'])).toMatchObject({ mark: ',' });
  expect(detectDecimalMark(['1.50', '1,50'])).toMatchObject({ contradicted: true });
});

test('ids, account numbers, dates and words do not look like amounts', () => {
  expect(
    ['0012', '1234567890', '2024-01-05', '31.12.2024', 'DE1234', 'Store 12 Berlin', '', '1/2'].filter(looksLikeAmount),
  ).toEqual([]);
  expect(['12', '-1,50', '$1,000.00', '(3.20)', '1 234,56 Kč', '+7'].filter((text) => !looksLikeAmount(text))).toEqual([]);
});
