import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { parseDate, toMinorUnits } from '#money';

import { detectCsv } from './detect-csv.js';
import { detectFormat } from './file-kind.js';
import { readOfx } from './read-ofx.js';
import { readStatement } from './read-statement.js';
import type { StatementAccount, StatementBatch, StatementRow } from './statement.js';

/**
 * Statements of public projects with the renderings that those projects expect. They lie beside
 * the repository; where they are missing there is nothing to compare with.
 */
const fixtures = resolve('../shared/fixtures');
const present = existsSync(join(fixtures, 'csv')) && existsSync(join(fixtures, 'ofx'));
if (!present) console.warn(`Skipped: no statements to compare with in ${fixtures}`);
const describeFixtures = present ? describe : describe.skip;

type DayAndAmount = [bookedOn: string, amountMinor: number];

async function read(file: string, currency = 'USD'): Promise<Required<StatementBatch>> {
  const path = join(fixtures, file);
  const head = readFileSync(path);
  const format = detectFormat(head, path);
  const mapping = format === 'csv' ? detectCsv(head).mapping : undefined;
  const all: Required<StatementBatch> = { rows: [], failed: [], accounts: [], positions: [], warnings: [], bytesRead: 0 };
  const accounts = new Map<string, StatementAccount>();
  for await (const batch of readStatement(createReadStream(path, { highWaterMark: 100 }), format, { currency, mapping })) {
    all.rows.push(...batch.rows);
    all.failed.push(...batch.failed);
    all.warnings.push(...(batch.warnings ?? []));
    all.positions.push(...(batch.positions ?? []));
    for (const account of batch.accounts ?? []) accounts.set(account.ref, account);
  }
  return { ...all, accounts: [...accounts.values()] };
}

const daysAndAmounts = (rows: readonly StatementRow[]): DayAndAmount[] =>
  rows.map(({ bookedOn, amountMinor }): DayAndAmount => [bookedOn, amountMinor]).sort();

/** The day and amount of each movement of an expected rendering, by a way of its own: one regular expression. */
function expectedOf(file: string): DayAndAmount[] {
  const text = readFileSync(join(fixtures, 'csv/expected', file), 'utf8');
  const minor = (amount: string): number => toMinorUnits(amount, 'USD');
  if (file.endsWith('.qif')) {
    const movements = [...text.matchAll(/^D(\S+)$[^^]*?^T(\S+)$/gm)];
    return movements
      .map(([, date, amount]): DayAndAmount => [parseDate(date as string, 'mdy') as string, minor(amount as string)])
      .sort();
  }
  const movements = [...text.matchAll(/<STMTTRN>.*?<DTPOSTED>(\d{8}).*?<TRNAMT>([-\d.]+)/gs)];
  return movements
    .map(([, date, amount]): DayAndAmount => [parseDate(date as string, 'ymd') as string, minor(amount as string)])
    .sort();
}

describeFixtures('CSV files read as their renderings say', () => {
  test.each([
    ['creditunion.csv', 'creditunion.qif'],
    ['default.csv', 'default.ofx'],
    ['default.csv', 'default.qif'],
    ['mint.csv', 'mint.qif'],
    ['mint_extra.csv', 'mint_extra.qif'],
    ['mint_headerless.csv', 'mint.qif'],
    ['payoneer.csv', 'payoneer.ofx'],
    ['schwab-checking.csv', 'schwab-checking.ofx'],
    ['schwab-checking-baltest-case3.csv', 'schwab-checking-baltest-case3.ofx'],
    ['schwab-checking-baltest-case4.csv', 'schwab-checking-baltest-case4.ofx'],
    ['schwab-checking-baltest-case5.csv', 'schwab-checking-baltest-case5.ofx'],
    ['stripe-all.csv', 'stripe-all.ofx'],
    ['stripe-all.csv', 'stripe-all.qif'],
    ['stripe-default.csv', 'stripe-default.ofx'],
    ['stripe-default.csv', 'stripe-default.qif'],
  ])('%s as %s', async (csv, rendering) => {
    const { rows, failed } = await read(`csv/${csv}`);
    const found = daysAndAmounts(rows);
    const expected = expectedOf(rendering);
    expect(failed).toEqual([]);
    expect(expected.length).toBeGreaterThan(0);
    // This rendering leaves out the last movement, which it takes for the other side of the one before.
    if (csv === 'mint_extra.csv') expect(found).toEqual(expect.arrayContaining(expected));
    else expect(found).toEqual(expected);
  });

  test('ingesp.csv as ingesp.ofx, where the rendering swapped day and month of 08/04/2022', async () => {
    const { rows, failed } = await read('csv/ingesp.csv');
    const swapped = expectedOf('ingesp.ofx').map(([date, amount]): DayAndAmount => [
      date === '2022-08-04' ? '2022-04-08' : date,
      amount,
    ]);
    expect(failed).toEqual([]);
    expect(daysAndAmounts(rows)).toEqual(swapped.sort());
  });

  test('files without a rendering, by their own lines', async () => {
    expect(daysAndAmounts((await read('csv/capitalone.csv')).rows)).toEqual([
      ['2016-01-02', -100000],
      ['2016-01-02', 100000],
    ]);
    expect((await read('csv/n26-fr.csv')).rows).toMatchObject([
      { bookedOn: '2020-03-07', amountMinor: 32800, currency: 'EUR', counterparty: 'Compte courant', accountRef: 'Coffre fort' },
      { bookedOn: '2020-03-07', amountMinor: -32800, currency: 'EUR' },
    ]);
    // A journal of double entries, rendered as four transfers: every entry is a row, and they come to zero.
    const { rows } = await read('csv/xero.csv');
    expect([rows.length, rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0)]).toEqual([13, 0]);
    expect(rows[0]).toMatchObject({ bookedOn: '2015-01-23', amountMinor: -3600000, accountRef: 'Income', description: 'Sales' });
  });

  test('payees, ids and accounts come along', async () => {
    const { rows } = await read('csv/default.csv');
    expect(rows[0]).toMatchObject({
      bankId: 'ff388c16e4ed0b29da271188dd9a975f',
      description: 'Ằdøłƥh Noƴa',
      accountRef: 'Checking',
      category: 'Expenses',
    });
  });
});

describeFixtures('OFX files', () => {
  test('a card statement', async () => {
    const { rows, accounts, failed } = await read('ofx/anzcc.ofx');
    expect(rows).toEqual([
      expect.objectContaining({
        bookedOn: '2017-05-08',
        amountMinor: -550,
        bankId: '201705080001',
        description: 'SOME MEMO',
        currency: 'AUD',
      }),
    ]);
    expect(accounts).toEqual([
      { ref: '1234123412341234', kind: 'credit-card', currency: 'AUD', balanceMinor: -12345, balanceOn: '2017-05-10' },
    ]);
    expect(failed).toEqual([]);
  });

  test.each(['multiple_accounts.ofx', 'multiple_accounts2.ofx'])('%s: two accounts with balances, no movements', async (file) => {
    const { rows, accounts } = await read(`ofx/${file}`);
    expect(rows).toEqual([]);
    expect(accounts).toEqual([
      { ref: '9100', kind: 'checking', currency: 'USD', balanceMinor: 11100, balanceOn: '2012-06-03' },
      { ref: '9200', kind: 'savings', currency: 'USD', balanceMinor: 22200, balanceOn: '2012-06-03' },
    ]);
  });

  test.each([
    [
      'investment_401k.ofx',
      [['2014-06-17', -19720]],
      2,
      ['17.604312', '13.550983', '0.0'],
      ['Foo Index Fund', 'BAR Index Fund', 'Baz Fund'],
    ],
    ['tiaacref.ofx', [], 1, ['13.0763', '1.0000', '8.7605', '339.2012', '543.71', '2.00'], undefined],
    ['vanguard.ofx', [['2011-07-15', 421230]], 0, ['102.0', '142.2'], undefined],
  ] as const)('%s: cash, positions, and a warning for what moved no money', async (file, expected, skipped, units, names) => {
    const { rows, positions, warnings, failed } = await read(`ofx/${file}`);
    expect([daysAndAmounts(rows), failed]).toEqual([expected, []]);
    expect(positions.map((position) => position.units)).toEqual(units);
    if (names) expect(positions.map(({ securityName }) => securityName)).toEqual(names);
    expect(warnings.map(({ code, message }) => [code, message.slice(0, 2)])).toEqual(
      skipped ? [['file.investments-skipped', `${skipped} `]] : [],
    );
  });

  test('files that are bad on purpose', async () => {
    await expect(read('ofx/signon_fail.ofx')).rejects.toMatchObject({
      code: 'import.refused-by-bank',
      message: expect.stringContaining('your password was incorrect'),
    });
    await expect(read('ofx/bank_small.ofx')).rejects.toMatchObject({ code: 'import.no-rows' });
    expect((await read('ofx/fail_nice/date_missing.ofx')).failed.map(({ line, code }) => [line, code])).toEqual([
      [33, 'row.missing-date'],
      [40, 'row.missing-date'],
      [48, 'row.bad-date'],
    ]);
    const { rows, warnings } = await read('ofx/fail_nice/empty_balance.ofx', 'CAD');
    expect(rows).toEqual([expect.objectContaining({ bookedOn: '2011-03-08', amountMinor: 12000, description: 'Foobar' })]);
    expect(warnings.map(({ code }) => code)).toEqual(['file.unreadable-balance']);
  });

  test('the OFX renderings of the CSV files read as their tags say', async () => {
    for (const file of readdirSync(join(fixtures, 'csv/expected')).filter(
      (name) => name.endsWith('.ofx') && name !== 'mint.ofx',
    )) {
      const rows: StatementRow[] = [];
      for await (const batch of readOfx(createReadStream(join(fixtures, 'csv/expected', file)), { currency: 'USD' }))
        rows.push(...batch.rows);
      expect([file, daysAndAmounts(rows)]).toEqual([file, expectedOf(file)]);
    }
  });
});
