import type { CsvMapping } from './csv-mapping.js';
import { adaptMapping, problemsOf } from './csv-mapping.js';
import { detectDateOrder } from './date-order.js';
import { detectCsv } from './detect-csv.js';
import { StatementError } from './statement.js';

const detect = (text: string, currency?: string): ReturnType<typeof detectCsv> => detectCsv(Buffer.from(text), { currency });

describe('the order of day and month', () => {
  test('one date that fits only one way decides for all', () => {
    expect(detectDateOrder(['01/02/2024', '03/02/2024', '25/02/2024'], true)).toEqual({ order: 'dmy', ambiguous: false });
    expect(detectDateOrder(['01/02/24', '02/25/24'], false)).toEqual({ order: 'mdy', ambiguous: false });
  });

  test('a single impossible date does not decide against the many', () => {
    expect(detectDateOrder(['01/02/2024', '25/02/2024', '26/02/2024', '02/31/2024'], true)).toMatchObject({ order: 'dmy' });
  });

  test('otherwise statements run in sequence', () => {
    // 3 April, 4 April, 2 May as day first would be 4 March, 4 April, 5 February: not in sequence.
    expect(detectDateOrder(['04/03/2024', '04/04/2024', '05/02/2024'], false)).toEqual({ order: 'mdy', ambiguous: true });
    expect(detectDateOrder(['03/04/2024', '04/04/2024', '02/05/2024'], true)).toEqual({ order: 'dmy', ambiguous: true });
  });

  test('otherwise dollars mean month first', () => {
    expect(detectDateOrder(['05/03/2021', '05/03/2021'], true)).toEqual({ order: 'mdy', ambiguous: true });
    expect(detectDateOrder(['05/03/2021', '05/03/2021'], false)).toEqual({ order: 'dmy', ambiguous: true });
    const text = 'Date,Description,Amount\n05/03/2021,a,1.00\n05/03/2021,b,-2.00\n';
    expect(detect(text, 'USD').mapping.dateOrder).toBe('mdy');
    expect(detect(text, 'GBP').mapping.dateOrder).toBe('dmy');
    expect(detect(text, 'GBP').warnings.map(({ code }) => code)).toContain('file.ambiguous-dates');
  });

  test('a year in front or a month by name leaves nothing open', () => {
    expect(detectDateOrder(['2024-05-03', '2024-05-04'], true)).toEqual({ order: 'ymd', ambiguous: false });
    expect(detectDateOrder(['05-Mar-24', '06-Mar-24'], true).ambiguous).toBe(false);
  });
});

describe('columns', () => {
  test('have samples, a role and a confidence', () => {
    const { columns } = detect('Booking Date,Beneficiary,Amount (EUR),Unknown\n2024-01-05,Shop,-5.00,\n2024-01-06,Firm,7.00,z\n');
    expect(columns).toEqual([
      { index: 0, name: 'Booking Date', samples: ['2024-01-05', '2024-01-06'], role: 'bookedOn', confidence: 0.95 },
      expect.objectContaining({ name: 'Beneficiary', role: 'counterparty' }),
      expect.objectContaining({ name: 'Amount (EUR)', role: 'amount', confidence: 0.95 }),
      expect.objectContaining({ name: 'Unknown', samples: ['', 'z'], role: 'ignore' }),
    ]);
  });

  test('show the same rows as samples, chosen so that every column has a value', () => {
    const rows = Array.from({ length: 9 }, (_, i) => `2024-01-0${i + 1},-${i + 1}.00,${i === 7 ? 'rare' : ''}`);
    const { columns } = detect(`Date,Amount,Note\n${rows.join('\n')}\n`);
    expect(columns.map(({ samples }) => samples)).toEqual([
      ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-08'],
      ['-1.00', '-2.00', '-3.00', '-8.00'],
      ['', '', '', 'rare'],
    ]);
  });

  test('row numbers are no ids, for they begin anew with each export', () => {
    expect(detect('Id,Date,Text,Amount\n1,2024-01-05,a,-5.00\n2,2024-01-06,b,7.00\n').mapping.roles[0]).toBe('ignore');
    expect(detect('Id,Date,Text,Amount\nTX81,2024-01-05,a,-5.00\nTX99,2024-01-06,b,7.00\n').mapping.roles[0]).toBe('bankId');
    // Nor is a reference that comes twice.
    expect(detect('Reference,Date,Text,Amount\nR1x,2024-01-05,a,-5.00\nR1x,2024-01-06,b,7.00\n').mapping.roles[0]).not.toBe(
      'bankId',
    );
  });

  test('foreign amounts, fees and the other party’s account are left alone', () => {
    const { mapping } = detect(
      'Date,Payee,Partner IBAN,Amount,Original Amount,Original Currency,Fee\n2024-01-05,Shop,DE1,-5.00,-6.00,USD,0.10\n2024-01-06,Shop,DE2,-7.00,-8.00,USD,0.10\n',
    );
    expect(mapping.roles).toEqual(['bookedOn', 'counterparty', 'ignore', 'amount', 'ignore', 'ignore', 'ignore']);
  });

  test('names in a language that is not known: the values tell', () => {
    const { mapping, warnings } = detect(
      'Dátum;Szöveg;Összeg\n2024.01.05;Bolt a sarkon;-1 500,00\n2024.01.06;Fizetés;300 000,00\n',
    );
    expect([mapping.header.length, mapping.roles, mapping.decimal]).toEqual([3, ['bookedOn', 'description', 'amount'], ',']);
    expect(warnings.some(({ message }) => message.includes('Guessed from the values alone'))).toBe(true);
  });

  test('all amounts positive is pointed out', () => {
    expect(
      detect('Date,Text,Amount\n2024-01-05,a,5\n2024-01-06,b,7\n')
        .warnings.map(({ message }) => message)
        .join(),
    ).toContain('All amounts are positive');
  });

  test('a table without dates or amounts asks for them', () => {
    const { mapping, warnings } = detect('Name,Town\nAnn,Rome\nBob,Oslo\n');
    expect(problemsOf(mapping)).toEqual(['Choose the column with the date.', 'Choose the column with the amount.']);
    expect(warnings.map(({ message }) => message)).toEqual(expect.arrayContaining(problemsOf(mapping)));
  });

  test('text without columns is no table', () => {
    expect(() => detect('Dear customer\nyour statement follows\n')).toThrow(
      expect.objectContaining({ constructor: StatementError, code: 'import.not-a-statement' }),
    );
  });
});

describe('a mapping', () => {
  const { mapping } = detect('Date,Text,Amount\n2024-01-05,a,-5.00\n');

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(mapping))).toEqual(mapping);
  });

  test('says what is wrong with it', () => {
    expect(problemsOf(mapping)).toEqual([]);
    expect(problemsOf({ ...mapping, roles: ['bookedOn', 'bookedOn', 'amount'] })).toEqual(['Only one column can be "bookedOn".']);
    expect(problemsOf({ ...mapping, roles: ['bookedOn', 'debit', 'amount'] })).toHaveLength(1);
    expect(problemsOf({ ...mapping, currency: 'EURO' })).toHaveLength(1);
  });

  test('that is remembered keeps its decisions and takes the new file’s encoding, and fits no other columns', () => {
    const remembered: CsvMapping = {
      ...mapping,
      roles: ['bookedOn', 'notes', 'amount'],
      invertAmounts: true,
      encoding: 'windows-1252',
    };
    const next = detect('Date,Text,Amount\n2024-02-05,ä,-5.00\n').mapping;
    expect(adaptMapping(remembered, next)).toEqual({ ...remembered, encoding: 'utf-8' });
    expect(adaptMapping(remembered, detect('Date,Amount,Text\n2024-02-05,-5.00,x\n').mapping)).toBeUndefined();
  });
});
