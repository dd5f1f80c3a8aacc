import { readOfx } from './read-ofx.js';
import type { StatementAccount, StatementBatch } from './statement.js';

async function read(transactions: string, rest = '', securities = ''): Promise<Required<StatementBatch>> {
  const text = `<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20240131<CURDEF>USD<INVACCTFROM><BROKERID>b<ACCTID>55</INVACCTFROM>
<INVTRANLIST>${transactions}</INVTRANLIST>${rest}</INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1><SECLISTMSGSRSV1><SECLIST>${securities}</SECLIST></SECLISTMSGSRSV1></OFX>`;
  const all: Required<StatementBatch> = { rows: [], failed: [], accounts: [], positions: [], warnings: [], bytesRead: 0 };
  const accounts = new Map<string, StatementAccount>();
  const source = (async function* () {
    for (let at = 0; at < text.length; at += 7) yield Buffer.from(text.slice(at, at + 7));
  })();
  for await (const batch of readOfx(source, { currency: 'USD', batchRows: 2 })) {
    all.rows.push(...batch.rows);
    all.failed.push(...batch.failed);
    all.warnings.push(...(batch.warnings ?? []));
    all.positions.push(...(batch.positions ?? []));
    for (const account of batch.accounts ?? []) accounts.set(account.ref, account);
  }
  return { ...all, accounts: [...accounts.values()] };
}

let id = 0;
const trade = (kind: string, day: string, rest: string): string =>
  `<${kind}><INVTRAN><FITID>${++id}<DTTRADE>202401${day}</INVTRAN><SECID><UNIQUEID>037833100<UNIQUEIDTYPE>CUSIP</SECID>${rest}</${kind}>`;
const APPLE =
  '<STOCKINFO><SECINFO><SECID><UNIQUEID>037833100<UNIQUEIDTYPE>CUSIP</SECID><SECNAME>Apple Inc.<TICKER>AAPL</SECINFO></STOCKINFO>';

test('each movement has its effect on the cash, and the security’s name from the end of the file', async () => {
  const { rows, failed, warnings } = await read(
    [
      trade('BUYSTOCK', '02', '<INVBUY><UNITS>10<UNITPRICE>190.5<COMMISSION>4.95<TOTAL>-1909.95</INVBUY><BUYTYPE>BUY'),
      trade('BUYMF', '03', '<INVBUY><UNITS>8.846699<UNITPRICE>22.2908<TOTAL>197.2<INV401KSOURCE>MATCH</INVBUY>'),
      trade('SELLSTOCK', '04', '<INVSELL><UNITS>-1<UNITPRICE>191.25<TOTAL>191.2049</INVSELL><SELLTYPE>SELL'),
      trade('INCOME', '05', '<INCOMETYPE>DIV<TOTAL>2.4'),
      trade('REINVEST', '08', '<INCOMETYPE>DIV<TOTAL>-2.4<UNITS>0.0125<UNITPRICE>192'),
      trade('INVEXPENSE', '09', '<TOTAL>3.00'),
      trade('RETOFCAP', '10', '<TOTAL>1.00'),
      trade('TRANSFER', '11', '<UNITS>5<TFERACTION>IN<POSTYPE>LONG'),
      trade('SPLIT', '12', '<OLDUNITS>1<NEWUNITS>2<FRACCASH>0.45'),
      '<MARGININTEREST><INVTRAN><FITID>x<DTTRADE>20240113<MEMO>January</INVTRAN><TOTAL>7.5</MARGININTEREST>',
      '<INVBANKTRAN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20240114<TRNAMT>100<FITID>bank<NAME>Deposit</STMTTRN><SUBACCTFUND>CASH</INVBANKTRAN>',
    ].join('\n'),
    '',
    APPLE,
  );
  expect(
    rows
      .map(({ bookedOn, amountMinor, bankCode, description }) => [bookedOn.slice(8), amountMinor, bankCode, description])
      .sort(([a], [b]) => (a! < b! ? -1 : a! > b! ? 1 : 0)),
  ).toEqual([
    ['02', -190995, 'BUYSTOCK', 'Purchase of Apple Inc.'],
    ['03', -19720, 'BUYMF', 'Purchase of Apple Inc.'],
    ['04', 19120, 'SELLSTOCK', 'Sale of Apple Inc.'],
    ['05', 240, 'INCOME/DIV', 'Dividend of Apple Inc.'],
    ['08', 240, 'REINVEST/DIV', 'Dividend of Apple Inc.'],
    ['08', -240, 'REINVEST/DIV', 'Reinvested in Apple Inc.'],
    ['09', -300, 'INVEXPENSE', 'Expense for Apple Inc.'],
    ['10', 100, 'RETOFCAP', 'Return of capital from Apple Inc.'],
    ['12', 45, 'SPLIT', 'Cash for fractions of Apple Inc.'],
    ['13', -750, 'MARGININTEREST', 'Margin interest January'],
    ['14', 10000, 'CREDIT', 'Deposit'],
  ]);
  expect(rows.find(({ bookedOn }) => bookedOn === '2024-01-03')?.notes).toBe('8.846699 × 22.2908; 401(k) source MATCH');
  expect(new Set(rows.map(({ bankId }) => bankId)).size).toBe(rows.length);
  expect(failed).toEqual([]);
  expect(warnings).toEqual([
    expect.objectContaining({ code: 'file.investments-skipped', message: expect.stringMatching(/^1 movements of securities/) }),
  ]);
});

test('positions and the cash available', async () => {
  const position = (id: string, rest: string): string =>
    `<POSSTOCK><INVPOS><SECID><UNIQUEID>${id}<UNIQUEIDTYPE>X</SECID>${rest}</INVPOS></POSSTOCK>`;
  const { positions, accounts, rows } = await read(
    '',
    `<INVPOSLIST>${position('037833100', '<HELDINACCT>CASH<UNITS>339.20123456789<UNITPRICE>12.3456<MKTVAL>4187.6483<DTPRICEASOF>20240130')}
${position('MISSING', '<UNITS>-2<MKTVAL>oops')}${position('NOUNITS', '')}</INVPOSLIST><INVBAL><AVAILCASH>12.34<MARGINBALANCE>0<SHORTBALANCE>0</INVBAL>`,
    APPLE,
  );
  expect(positions).toEqual([
    {
      accountRef: '55',
      securityId: '037833100',
      securityName: 'Apple Inc.',
      ticker: 'AAPL',
      units: '339.20123456789',
      unitPrice: '12.3456',
      marketValueMinor: 418765,
      currency: 'USD',
      pricedOn: '2024-01-30',
    },
    { accountRef: '55', securityId: 'MISSING', units: '-2', currency: 'USD' },
  ]);
  expect(accounts).toEqual([{ ref: '55', kind: 'investment', currency: 'USD', balanceMinor: 1234, balanceOn: '2024-01-31' }]);
  expect(rows).toEqual([]);
});

test('movements without a date, a day that exists or an amount fail alone', async () => {
  const { rows, failed } = await read(
    '<BUYMF><TOTAL>-1</BUYMF>' +
      trade('BUYMF', '32', '<TOTAL>-1') +
      trade('BUYMF', '02', '<UNITS>1') +
      trade('BUYMF', '02', '<TOTAL>x') +
      trade('SELLMF', '03', '<TOTAL>5'),
  );
  expect(failed.map(({ code }) => code)).toEqual(['row.missing-date', 'row.bad-date', 'row.missing-amount', 'row.bad-amount']);
  expect(rows.map(({ amountMinor, description }) => [amountMinor, description])).toEqual([[500, 'Sale of 037833100']]);
});

test('a movement that is not closed ends where the next begins', async () => {
  const open = trade('BUYMF', '02', '<TOTAL>-1').replace('</BUYMF>', '');
  expect((await read(open + trade('SELLMF', '03', '<TOTAL>5'))).rows.map(({ amountMinor }) => amountMinor)).toEqual([-100, 500]);
});
