import type { CsvMapping } from './csv-mapping.js';
import { detectCsv } from './detect-csv.js';
import { readCsv } from './read-csv.js';
import type { ReadOptions, StatementBatch, StatementRow } from './statement.js';
import { StatementError } from './statement.js';

const mapping: CsvMapping = {
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  skipLines: 0,
  header: ['Date', 'Text', 'Amount'],
  roles: ['bookedOn', 'description', 'amount'],
  dateOrder: 'dmy',
  decimal: '.',
  invertAmounts: false,
  debitsAreNegative: false,
};

interface Read extends Required<Omit<StatementBatch, 'accounts'>> {
  batches: number;
}

async function read(
  content: string | Uint8Array,
  changes: Partial<CsvMapping> = {},
  options: Partial<ReadOptions> = {},
  pieceLength = 1 << 20,
): Promise<Read> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const all: Read = { rows: [], failed: [], positions: [], warnings: [], bytesRead: 0, batches: 0 };
  for await (const batch of readCsv(pieces(bytes, pieceLength), { ...mapping, ...changes }, { currency: 'EUR', ...options })) {
    all.rows.push(...batch.rows);
    all.failed.push(...batch.failed);
    all.warnings.push(...(batch.warnings ?? []));
    all.bytesRead = batch.bytesRead;
    all.batches++;
  }
  return all;
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const brief = (rows: StatementRow[]): unknown[] =>
  rows.map(({ line, bookedOn, amountMinor, description }) => [line, bookedOn, amountMinor, description]);
const codes = ({ failed }: Read): unknown[] => failed.map(({ line, code }) => [line, code]);

describe('good rows', () => {
  test('are read with their lines, whatever the line ends', async () => {
    const lines = ['Date,Text,Amount', '31/12/2024,Rent,-700.00', '01/01/2025,"Gift, from Ann",50'];
    const expected = [
      [2, '2024-12-31', -70000, 'Rent'],
      [3, '2025-01-01', 5000, 'Gift, from Ann'],
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      for (const length of [1, 7, 1000]) expect(brief((await read(lines.join(end), {}, {}, length)).rows)).toEqual(expected);
    }
  });

  test('come in batches, with the bytes taken in', async () => {
    const text = `Date,Text,Amount\n${'01/01/2025,x,1\n'.repeat(1_201)}`;
    const { rows, batches, bytesRead } = await read(text);
    expect([rows.length, batches, bytesRead]).toEqual([1_201, 3, text.length]);
  });

  test('have the line on which they begin below texts over several lines', async () => {
    const { rows } = await read('Date,Text,Amount\n01/01/2025,"one\ntwo",1\n02/01/2025,x,2');
    expect(brief(rows)).toEqual([
      [2, '2025-01-01', 100, 'one two'],
      [4, '2025-01-02', 200, 'x'],
    ]);
  });

  test('blank lines and the header once more are passed over', async () => {
    const { rows, failed } = await read(
      '\nExport of today\nDate,Text,Amount\n\n,,\n01/01/2025,x,1\nDate,Text,Amount\n  \n02/01/2025,y,2\n',
    );
    expect(brief(rows)).toEqual([
      [6, '2025-01-01', 100, 'x'],
      [9, '2025-01-02', 200, 'y'],
    ]);
    expect(failed).toEqual([]);
  });

  test('signs: turned around, from two columns, from a word', async () => {
    expect(
      (await read('Date,Text,Amount\n01/01/2025,x,5\n01/01/2025,y,-2', { invertAmounts: true })).rows.map(
        ({ amountMinor }) => amountMinor,
      ),
    ).toEqual([-500, 200]);
    const pair = { header: ['Date', 'Out', 'In'], roles: ['bookedOn', 'debit', 'credit'] } satisfies Partial<CsvMapping>;
    const written = 'Date,Out,In\n01/01/2025,5,\n01/01/2025,,7\n01/01/2025,0.00,3\n01/01/2025,4\n';
    expect((await read(written, pair)).rows.map(({ amountMinor }) => amountMinor)).toEqual([-500, 700, 300, -400]);
    expect((await read('Date,Out,In\n01/01/2025,-5,', { ...pair, debitsAreNegative: true })).rows[0]?.amountMinor).toBe(-500);
    const worded = {
      header: ['Date', 'Kind', 'Amount'],
      roles: ['bookedOn', 'direction', 'amount'],
    } satisfies Partial<CsvMapping>;
    const byWord = await read('Date,Kind,Amount\n01/01/2025,Debit,5\n01/01/2025,CR,7\n01/01/2025,maybe,1', worded);
    expect(byWord.rows.map(({ amountMinor }) => amountMinor)).toEqual([-500, 700]);
    expect(codes(byWord)).toEqual([[4, 'row.bad-amount']]);
  });

  test('a currency of the row decides its minor unit', async () => {
    const result = await read('D,A,C\n01/01/2025,1000,jpy\n01/01/2025,1.234,KWD\n01/01/2025,5,\n01/01/2025,5,ABC', {
      header: ['D', 'A', 'C'],
      roles: ['bookedOn', 'amount', 'currency'],
    });
    expect(result.rows.map(({ amountMinor, currency }) => [amountMinor, currency])).toEqual([
      [1000, 'JPY'],
      [1234, 'KWD'],
      [500, undefined],
    ]);
    expect(codes(result)).toEqual([[5, 'row.bad-currency']]);
  });

  test('pending rows are marked, declined ones are not imported', async () => {
    const result = await read('D,A,S\n01/01/2025,1,Pending\n01/01/2025,2,Posted\n01/01/2025,3,DECLINED', {
      header: ['D', 'A', 'S'],
      roles: ['bookedOn', 'amount', 'status'],
    });
    expect(result.rows.map(({ status }) => status)).toEqual(['pending', 'booked']);
    expect(codes(result)).toEqual([[4, 'row.not-carried-out']]);
  });
});

describe('bad rows fail alone', () => {
  test('each with what is wrong', async () => {
    const result = await read(
      [
        'Date,Text,Amount',
        '31/02/2025,February,1',
        '02/01/2025,good,2',
        ',no date,3',
        '03/01/2025,no amount,',
        '04/01/2025,words,abc',
        '05/01/2025,commas,12,34',
        '06/01/2025,"1,5",12,34',
        '07/01/2025',
        '08/01/2025,huge,99999999999999999',
        '09/01/2025,precise,1.234',
        '10/01/2025,last,3',
      ].join('\n'),
    );
    expect(codes(result)).toEqual([
      [2, 'row.bad-date'],
      [4, 'row.missing-date'],
      [5, 'row.missing-amount'],
      [6, 'row.bad-amount'],
      [7, 'row.too-many-columns'],
      [8, 'row.too-many-columns'],
      [9, 'row.too-few-columns'],
      [10, 'row.amount-too-large'],
      [11, 'row.bad-amount'],
    ]);
    expect(brief(result.rows)).toEqual([
      [3, '2025-01-02', 200, 'good'],
      [12, '2025-01-10', 300, 'last'],
    ]);
    expect(result.failed[0]).toMatchObject({
      message: '"31/02/2025" on line 2 is no day of the calendar (read as day, month, year).',
      excerpt: '31/02/2025,February,1',
    });
  });

  test('a file cut in the middle keeps its whole rows', async () => {
    const inQuote = await read('Date,Text,Amount\n01/01/2025,"a ""b""",1\n02/01/2025,"Gift fr');
    expect(brief(inQuote.rows)).toEqual([[2, '2025-01-01', 100, 'a "b"']]);
    expect(codes(inQuote)).toEqual([[3, 'row.cut-off']]);
    const inField = await read('Date,Text,Amount\n01/01/2025,x,1\n02/01/20');
    expect(codes(inField)).toEqual([[3, 'row.cut-off']]);
    // Date and amount are there, but the amount may have been 12.34.
    const afterAmount = await read('D,A,B,T\n01/01/2025,1,2,x\n02/01/2025,12', {
      header: ['D', 'A', 'B', 'T'],
      roles: ['bookedOn', 'amount', 'balance', 'description'],
    });
    expect([afterAmount.rows.length, codes(afterAmount)]).toEqual([1, [[3, 'row.cut-off']]]);
  });

  test('an unclosed quote in the middle swallows nothing', async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => `01/01/2025,row ${i},${i}`);
    const result = await read(`Date,Text,Amount\n01/01/2025,"oops,1\n${rows.join('\n')}\n`, {}, {}, 1_000);
    expect(codes(result)).toEqual([[2, 'row.cut-off']]);
    expect(result.rows).toHaveLength(2_000);
  });

  test('an excerpt is short', async () => {
    const { failed } = await read(`Date,Text,Amount\nnever,${'x'.repeat(5_000)},1`);
    expect(failed[0]?.excerpt).toHaveLength(200);
  });
});

describe('what is wrong with the file but not with its rows', () => {
  test('NUL bytes are left out and told', async () => {
    const { rows, warnings } = await read('Date,Text,Amount\n01/01/2025,a\0b,1\n02/01/2025,\0,2\0');
    expect(brief(rows)).toEqual([
      [2, '2025-01-01', 100, 'ab'],
      [3, '2025-01-02', 200, ''],
    ]);
    expect(warnings).toEqual([expect.objectContaining({ code: 'file.nul-bytes', line: 2 })]);
  });

  test('a wrong encoding is told, with the line', async () => {
    const { rows, warnings } = await read(Buffer.from('Date,Text,Amount\n01/01/2025,Rent,1\n02/01/2025,Caf\xe9,2', 'latin1'));
    expect(rows[1]?.description).toBe('Caf\ufffd');
    expect(warnings).toEqual([expect.objectContaining({ code: 'file.undecodable-bytes', line: 3 })]);
  });

  test('a text of 10,000 characters is shortened to 2,000 and told', async () => {
    const { rows, warnings } = await read(`Date,Text,Amount\n01/01/2025,${'long '.repeat(2_000)},1\n02/01/2025,short,2`);
    expect(rows[0]?.description).toBe('long '.repeat(400));
    expect(rows[1]?.description).toBe('short');
    expect(warnings).toEqual([expect.objectContaining({ code: 'row.text-shortened', line: 2 })]);
  });
});

describe('files of no use', () => {
  const failure = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'none',
      (error: unknown) => (error instanceof StatementError ? error.code : error),
    );

  test.each([
    ['empty', '', {}, {}, 'import.empty-file'],
    ['only a header', 'Date,Text,Amount\n', {}, {}, 'import.no-rows'],
    ['another header', 'When,What,Howmuch\n01/01/2025,x,1\n', {}, {}, 'import.malformed'],
    ['no date column chosen', 'Date,Text,Amount\n', { roles: ['ignore', 'description', 'amount'] }, {}, 'import.malformed'],
    ['10,000 rows of which none can be read', `Date,Text,Amount\n${'x,y,z\n'.repeat(10_000)}`, {}, {}, 'import.malformed'],
    ['an encoding that does not exist', 'Date,Text,Amount\n', { encoding: 'klingon' }, {}, 'import.unknown-encoding'],
    [
      'more bytes than allowed',
      `Date,Text,Amount\n${'01/01/2025,x,1\n'.repeat(100)}`,
      {},
      { maxBytes: 1_000 },
      'import.too-large',
    ],
  ] as const)('%s: %s', async (_, text, changes, options, code) => {
    expect(await failure(read(text, changes as Partial<CsvMapping>, options, 999))).toBe(code);
  });

  test('a file of 200 MB stops at the limit and is not read on', async () => {
    const chunk = Buffer.from('01/01/2025,x,1\n'.repeat(70_000));
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('Date,Text,Amount\n');
      for (; given < 200 << 20; given += chunk.length) yield chunk;
    }
    const reading = (async () => {
      for await (const batch of readCsv(endless(), mapping, { currency: 'EUR', maxBytes: 3 << 20 }))
        expect(batch.rows.length).toBeLessThanOrEqual(500);
    })();
    expect(await failure(reading)).toBe('import.too-large');
    expect(given).toBeLessThan(5 << 20);
  });
});

test('what is detected reads back what was written: any order of columns, delimiter and style', async () => {
  const movements = [
    ['2024-01-31', -123456, 'Rent'],
    ['2024-02-13', 250000, 'Salary, bonus; and "more"'],
    ['2024-02-29', -999, 'Kiosk'],
  ] as const;
  const day = { dmy: (iso: string) => iso.split('-').reverse().join('.'), ymd: (iso: string) => iso };
  const amount = {
    ',': (minor: number) => (minor / 100).toFixed(2).replace('.', ','),
    '.': (minor: number) => (minor / 100).toFixed(2),
  };
  const orders = [
    [0, 1, 2],
    [2, 0, 1],
    [1, 2, 0],
    [2, 1, 0],
  ];
  for (const delimiter of [',', ';', '\t', '|'] as const) {
    for (const order of orders) {
      for (const dates of ['dmy', 'ymd'] as const) {
        for (const mark of [',', '.'] as const) {
          const line = (cells: readonly string[]): string =>
            order.map((i) => `"${(cells[i] as string).replaceAll('"', '""')}"`).join(delimiter);
          const text = [
            line(['Datum', 'Verwendungszweck', 'Betrag']),
            ...movements.map(([iso, minor, words]) => line([day[dates](iso), words, amount[mark](minor)])),
          ].join('\r\n');
          const { mapping: found } = detectCsv(Buffer.from(text));
          expect(brief((await read(text, found)).rows)).toEqual(movements.map((movement, i) => [i + 2, ...movement]));
        }
      }
    }
  }
});
