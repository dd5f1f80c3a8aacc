import { currenciesBeside } from './currency-signs.js';
import { detectCsv } from './detect-csv.js';
import { previewStatement } from './preview-statement.js';

test('what stands beside an amount', () => {
  expect(['€5', '5,00 zł', 'EUR 5', 'US$ 5', 'R$5', '-5.00 Kč'].map(currenciesBeside)).toEqual([
    ['EUR'],
    ['PLN'],
    ['EUR'],
    ['USD'],
    ['BRL'],
    ['CZK'],
  ]);
  expect(currenciesBeside('$5')).toEqual(expect.arrayContaining(['USD', 'CAD', 'AUD']));
  expect(['5.00', '5 DR', '(5)', '5 foo', ''].map(currenciesBeside)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

const warnings = async (text: string, currency: string): Promise<unknown> => {
  const bytes = Buffer.from(text);
  expect(detectCsv(bytes).mapping.roles).toContain('amount');
  const shown = await previewStatement(bytes, 'a.csv', { currency, complete: true });
  return shown.warnings.filter(({ code }) => code === 'file.other-currency').map(({ line }) => line);
};

test('amounts marked as another currency’s than the account’s are told once', async () => {
  const dollars = 'Date,Text,Amount\n2024-01-15,a,5.00\n2024-01-16,b,$5.00\n2024-01-17,c,-$6.00\n';
  expect(await warnings(dollars, 'EUR')).toEqual([3]);
  expect(await warnings(dollars, 'CAD')).toEqual([]);
  expect(await warnings(dollars.replaceAll('$', '€'), 'EUR')).toEqual([]);
  const named = 'Date,Text,Amount,Currency\n2024-01-15,a,$5.00,USD\n2024-01-16,b,$7.00,USD\n';
  expect(await warnings(named, 'EUR')).toEqual([]);
});
