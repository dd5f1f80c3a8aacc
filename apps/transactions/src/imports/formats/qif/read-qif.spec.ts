import fc from 'fast-check';
import iconv from 'iconv-lite';

import type { ReadOptions, StatementAccount, StatementBatch } from '../statement.js';
import { StatementError } from '../statement.js';
import { readQif } from './read-qif.js';

async function read(
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
  lengths: readonly number[] = [1 << 20],
): Promise<Required<StatementBatch>> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const all: Required<StatementBatch> = { rows: [], failed: [], accounts: [], positions: [], warnings: [], bytesRead: 0 };
  const accounts = new Map<string, StatementAccount>();
  for await (const batch of readQif(pieces(bytes, lengths), { currency: 'EUR', ...options })) {
    all.rows.push(...batch.rows);
    all.failed.push(...batch.failed);
    all.warnings.push(...(batch.warnings ?? []));
    for (const account of batch.accounts ?? []) accounts.set(account.ref, account);
    all.bytesRead = batch.bytesRead;
  }
  return { ...all, accounts: [...accounts.values()] };
}

async function* pieces(bytes: Uint8Array, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] as number;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

const days = async (dates: string[], options: Partial<ReadOptions> = {}): Promise<unknown> => {
  const { rows, warnings } = await read(`!Type:Bank\n${dates.map((date) => `D${date}\nT1.00\n^\n`).join('')}`, options);
  return [rows.map(({ bookedOn }) => bookedOn), warnings.map(({ code }) => code)];
};
const brief = ({ rows }: { rows: StatementBatch['rows'] }): unknown[] =>
  rows.map(({ bookedOn, amountMinor, description }) => [bookedOn, amountMinor, description]);

const HOUSEHOLD = `!Option:AutoSwitch
!Account
NChecking
TBank
DJoint account
L0.00
^
NSavings
TBank
^
!Clear:AutoSwitch
!Type:Cat
NFood
DFood and drink
E
^
!Type:Class
NHoliday
^
!Type:Memorized
KC
T-99.00
PMemorized rent
^
!Account
NChecking
TBank
^
!Type:Bank
D12/31'23
T1,000.00
CX
POpening Balance
L[Checking]
^
D1/ 5' 4
U-1,234.56
T-1,234.56
N1001
PCorner shop
MWeekly
AMain street 1
ASpringfield
LFood:Groceries/Holiday
C*
^
D1/13/04
T-100.00
NEFT
PDepartment store
L--Split--
SFood
EBread
$-60.00
SGifts/Birthday
$-25.50
S[Savings]
$-14.50
^
D1/14/04
T-200.00
PTo savings
L[Savings]
^
!Account
NVisa
TCCard
$-12.34
/1/31/04
^
!Type:CCard
D1/20/04
T-5.5
PKiosk
^
`;

describe('a file of several accounts', () => {
  test('rows belong to the account before them; lists are passed over; splits, transfers, classes and addresses come along', async () => {
    const result = await read(HOUSEHOLD, { currency: 'USD' });
    expect(result.rows).toEqual([
      {
        line: 36,
        accountRef: 'Checking',
        bookedOn: '2004-01-05',
        amountMinor: -123456,
        description: 'Corner shop Weekly',
        counterparty: 'Corner shop',
        reference: '1001',
        category: 'Food:Groceries',
        tags: ['Holiday'],
        notes: 'Main street 1, Springfield',
        status: 'booked',
      },
      {
        line: 47,
        accountRef: 'Checking',
        bookedOn: '2004-01-13',
        amountMinor: -10000,
        description: 'Department store',
        bankCode: 'EFT',
        splits: [
          { amountMinor: -6000, category: 'Food', notes: 'Bread' },
          { amountMinor: -2550, category: 'Gifts' },
          { amountMinor: -1450, category: '[Savings]' },
        ],
        status: 'booked',
      },
      {
        line: 60,
        accountRef: 'Checking',
        bookedOn: '2004-01-14',
        amountMinor: -20000,
        description: 'To savings',
        transferAccountRef: 'Savings',
        status: 'booked',
      },
      {
        line: 72,
        accountRef: 'Visa',
        bookedOn: '2004-01-20',
        amountMinor: -550,
        description: 'Kiosk',
        status: 'booked',
      },
    ]);
    expect(result.accounts).toEqual([
      { ref: 'Checking', kind: 'checking', openingBalanceMinor: 100000, openingBalanceOn: '2023-12-31' },
      { ref: 'Visa', kind: 'credit-card', balanceMinor: -1234, balanceOn: '2004-01-31' },
    ]);
    expect([result.failed, result.warnings]).toEqual([[], []]);
  });

  test('the first record names the account where nothing else does', async () => {
    const { rows, accounts } = await read(
      '!Type:Oth L\nD31.01.2024\nT-5.000,00\nPAnfangsbestand\nL[Kredit]\n^\nD28.02.2024\nT250,00\nPRate\nL[Giro]\n^\n',
    );
    expect(accounts).toEqual([{ ref: 'Kredit', kind: 'loan', openingBalanceMinor: -500000, openingBalanceOn: '2024-01-31' }]);
    expect(rows).toMatchObject([{ accountRef: 'Kredit', amountMinor: 25000, transferAccountRef: 'Giro' }]);
  });

  test('the first opening balance of an account holds, also where the account comes again', async () => {
    const section = (balance: string): string =>
      `!Account\nNChecking\nTBank\n^\n!Type:Bank\nD31.01.2024\nT${balance}\nPOpening Balance\nL[Checking]\n^\n`;
    const { accounts, warnings } = await read(`${section('5.00')}D1.2.2024\nT-1.00\n^\n${section('7.00')}`);
    expect(accounts).toEqual([{ ref: 'Checking', kind: 'checking', openingBalanceMinor: 500, openingBalanceOn: '2024-01-31' }]);
    expect(warnings).toEqual([expect.objectContaining({ code: 'file.unreadable-balance', line: 19 })]);
  });

  test('an opening balance that is no transfer to the account itself is a movement', async () => {
    expect(brief(await read('!Type:Bank\nD31.01.2024\nT5,00\nPOpening Balance\nLIncome\n^\n'))).toEqual([
      ['2024-01-31', 500, 'Opening Balance'],
    ]);
  });

  test('kinds without an account are parted, unknown kinds are told', async () => {
    const { rows, warnings } = await read(
      '!Type:Bank\nD31.01.2024\nT1\n^\n!Type:Cash\nD31.01.2024\nT2\n^\n!Type:Bnk\nD31.01.2024\nT3\n^\n',
    );
    expect(rows.map(({ accountRef, amountMinor }) => [accountRef, amountMinor])).toEqual([
      [undefined, 100],
      ['cash', 200],
      ['cash', 300],
    ]);
    expect(warnings).toEqual([expect.objectContaining({ code: 'file.unknown-section', line: 9 })]);
  });
});

describe('dates', () => {
  test.each([
    [
      ["12/31'99", "1/ 1' 0", '6/ 1/94'],
      ['1999-12-31', '2000-01-01', '1994-06-01'],
    ],
    [
      ["31/12'2004", "31/12'04", '31-12-04'],
      ['2004-12-31', '2004-12-31', '2004-12-31'],
    ],
    [
      ['31.12.2004', ' 1. 2.2005', '1.3.05'],
      ['2004-12-31', '2005-02-01', '2005-03-01'],
    ],
    [
      ['2004-12-31', '2005/01/02'],
      ['2004-12-31', '2005-01-02'],
    ],
    [['31 Dec 2004'], ['2004-12-31']],
    [
      ['04-12-31', '04-11-02', '04-10-17'],
      ['2004-12-31', '2004-11-02', '2004-10-17'],
    ],
  ])('%j', async (texts, expected) => expect(await days(texts)).toEqual([expected, []]));

  test('a date far down decides for all; while none does, the currency does and a warning says so', async () => {
    expect(await days(['01/02/2024', '02/01/2024', '12/31/2023'])).toEqual([['2024-01-02', '2024-02-01', '2023-12-31'], []]);
    expect(await days(['01/02/2024', '01/02/2024'])).toEqual([['2024-02-01', '2024-02-01'], ['file.ambiguous-dates']]);
    expect(await days(['01/02/2024', '01/02/2024'], { currency: 'USD' })).toEqual([
      ['2024-01-02', '2024-01-02'],
      ['file.ambiguous-dates'],
    ]);
  });
});

describe('amounts and parts', () => {
  const amounts = async (...texts: string[]): Promise<unknown> => {
    const { rows, failed } = await read(`!Type:Bank\n${texts.map((text) => `D31.12.2024\nT${text}\n^\n`).join('')}`);
    return [...rows.map(({ amountMinor }) => amountMinor), ...failed.map(({ code }) => code)];
  };
  test('point or comma, thousands, signs', async () => {
    expect(await amounts('-1.234,56', '+7', '1.000')).toEqual([-123456, 700, 100000]);
    expect(await amounts('-1,234.56', '12', '1,000', '1,2,3', '1e5')).toEqual([
      -123456,
      1200,
      100000,
      'row.bad-amount',
      'row.bad-amount',
    ]);
    expect(await amounts('99999999999999999.00')).toEqual(['row.amount-too-large']);
  });

  const parts = async (lines: string): Promise<unknown> => {
    const { rows, warnings } = await read(`!Type:Bank\nD31.12.2024\nT-100.00\n${lines}\n^\n`);
    return [rows[0]?.splits?.map(({ amountMinor, category }) => [category, amountMinor]), warnings.map(({ code }) => code)];
  };
  test('shares in percent come to the whole', async () => {
    expect(await parts('Sa\n%33.33\nSb\n%33.33%\nSc\n%33.33')).toEqual([
      [
        ['a', -3333],
        ['b', -3333],
        ['c', -3333],
        [undefined, -1],
      ]
        .slice(0, 2)
        .concat([['c', -3334]]),
      [],
    ]);
  });
  test('a part without an amount has the rest; a rest without a part is told', async () => {
    expect(await parts('Sa\n$-30.00\nSb')).toEqual([
      [
        ['a', -3000],
        ['b', -7000],
      ],
      [],
    ]);
    expect(await parts('Sa\n$-30.00\nSb\n$-60.00')).toEqual([
      [
        ['a', -3000],
        ['b', -6000],
        [undefined, -1000],
      ],
      ['row.odd-splits'],
    ]);
    expect(await parts('Sa\n$abc')).toEqual([undefined, ['row.odd-splits']]);
  });
});

test('investments: the cash of each action, both sides of what passes through', async () => {
  const record = (lines: string): string => `${lines.split(' ').join('\n').replaceAll('_', ' ')}\n^\n`;
  const { rows, failed, warnings, accounts } = await read(
    '!Account\nNBroker\nTInvst\n^\n!Type:Invst\n' +
      record("D1/31'24 NBuy YAcme_Corp I10.50 Q100 O5.00 T1,055.00") +
      record("D2/1'24 NSell YAcme_Corp I12.00 Q10 T120.00") +
      record("D2/2'24 NDiv YAcme_Corp T7.25") +
      record("D2/3'24 NReinvDiv YFund I10 Q3 T30.00") +
      record("D2/4'24 NBuyX YFund T200.00 L[Checking] $200.00") +
      record("D2/5'24 NXOut T50.00 L[Checking]") +
      record("D2/6'24 NShrsIn YFund Q5") +
      record("D2/7'24 NMiscExp T3.00 MFee LBank_charges") +
      record("D2/8'24 NCash T-4.00 PWire_fee") +
      record("D2/9'24 NFrobnicate T4.00") +
      record("D2/10'24 NDiv YFund"),
    { currency: 'USD' },
  );
  expect(rows.map((row) => [row.bookedOn.slice(5), row.amountMinor, row.description, row.transferAccountRef ?? ''])).toEqual([
    ['01-31', -105500, 'Purchase of Acme Corp', ''],
    ['02-01', 12000, 'Sale of Acme Corp', ''],
    ['02-02', 725, 'Dividend Acme Corp', ''],
    ['02-03', 3000, 'Dividend Fund', ''],
    ['02-03', -3000, 'Reinvested in Fund', ''],
    ['02-04', -20000, 'Purchase of Fund', ''],
    ['02-04', 20000, 'Transfer for Purchase of Fund', 'Checking'],
    ['02-05', -5000, 'Transfer out', 'Checking'],
    ['02-07', -300, 'Expense Fee', ''],
    ['02-08', -400, 'Wire fee', ''],
  ]);
  expect(rows[0]).toMatchObject({ bankCode: 'Buy', notes: '100 × 10.50 Acme Corp' });
  expect(failed.map(({ code }) => code)).toEqual(['row.unknown-kind', 'row.missing-amount']);
  expect(warnings).toEqual([
    expect.objectContaining({ code: 'file.investments-skipped', message: expect.stringMatching(/^1 movements of securities/) }),
  ]);
  expect(accounts).toEqual([{ ref: 'Broker', kind: 'investment' }]);
});

describe('damaged files', () => {
  test('a lost end mark costs nothing', async () => {
    expect(
      brief(await read('!Type:Bank\nD31.1.2024\nT1.00\nPa\nD1.2.2024\nT2.00\nPb\n!Type:Cash\nD2.2.2024\nT3.00\n^\n')),
    ).toEqual([
      ['2024-01-31', 100, 'a'],
      ['2024-02-01', 200, 'b'],
      ['2024-02-02', 300, ''],
    ]);
  });

  test.each([
    ['T-12.50\nPx', [-1250], []],
    ['Px\nT-12.50', [-1250], []],
    ['Px\nT-12.5', [], ['row.cut-off']],
    ['T-12.50\nD3', [], ['row.cut-off']],
    ['Px\n', [], ['row.missing-amount']],
  ])('the end of the file is %j: told, and believed only where it is whole', async (end, amounts, codes) => {
    const { rows, failed, warnings } = await read(
      `!Type:Bank\nD31.1.2024\nT1.00\n^\n${end.includes('D3') ? '' : 'D30.1.2024\n'}${end}`,
    );
    expect(rows.slice(1).map(({ amountMinor }) => amountMinor)).toEqual(amounts);
    expect(failed.map(({ code }) => code)).toEqual(codes);
    expect(warnings.map(({ code }) => code)).toEqual(['file.cut-off']);
  });

  test('the beginning of a file is not said to be cut off', async () => {
    const { rows, failed, warnings } = await read('!Type:Bank\nD31.1.2024\nT1.00\n^\nD30.1.2024\nT2.0', { partial: true });
    expect([rows.length, failed, warnings]).toEqual([1, [], []]);
  });

  test('a record without end fails alone, and takes no memory', async () => {
    const { rows, failed } = await read(
      `!Type:Bank\nD31.1.2024\nT1\nP${'x'.repeat(300_000)}\n^\nD31.1.2024\nT2\n^\n`,
      {},
      [1_000],
    );
    expect([rows.map(({ amountMinor }) => amountMinor), failed.map(({ code, line }) => [code, line])]).toEqual([
      [200],
      [['row.too-long', 2]],
    ]);
  });

  test.each([[1 << 20], [16_000], [1_000]])(
    'a line of spaces without end is no field of the next record (pieces of %d bytes)',
    async (length) => {
      const spaces = ' '.repeat(40_000);
      const { rows, failed } = await read(`!Type:Bank\nD31.1.2024\nT1\n^${spaces}\n${spaces}\nD31.1.2024\nT2\n^\n`, {}, [length]);
      expect([rows.map(({ amountMinor }) => amountMinor), failed]).toEqual([[100, 200], []]);
    },
  );

  test('a date of spaces without end takes no time, and fails alone', async () => {
    const { rows, failed } = await read(`!Type:Bank\nD31.1.2024\nT1\n^\nD1${' '.repeat(15_000)}2\nT2\n^\n`);
    expect([rows.length, failed.map(({ code }) => code)]).toEqual([1, ['row.bad-date']]);
  });

  test('a file that ends with an account is cut off', async () => {
    const { warnings } = await read('!Type:Bank\nD31.1.2024\nT1\n^\n!Account\nNSavings\nTBank\n');
    expect(warnings.map(({ code }) => code)).toEqual(['file.cut-off']);
  });

  test('a file without a movement', async () => {
    await expect(read('!Type:Cat\nNFood\n^\n')).rejects.toMatchObject({ code: 'import.no-rows' });
    await expect(read('')).rejects.toBeInstanceOf(StatementError);
  });
});

test('Windows-1252 and UTF-16 are told by the bytes', async () => {
  const text = '!Type:Bank\r\nD31.1.2024\r\nT-1,00\r\nPBäckerei Größe\r\n^\r\n';
  for (const encoding of ['windows-1252', 'utf-16le', 'utf-8'])
    expect(brief(await read(iconv.encode(text, encoding, { addBOM: true })))).toEqual([['2024-01-31', -100, 'Bäckerei Größe']]);
});

test('any cutting of the bytes into pieces gives the same', async () => {
  const bytes = Buffer.from(HOUSEHOLD.replaceAll('\n', '\r\n').replace('Corner', 'Cörner'));
  const whole = await read(bytes);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), async (lengths) => {
      expect(await read(bytes, {}, lengths)).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});
