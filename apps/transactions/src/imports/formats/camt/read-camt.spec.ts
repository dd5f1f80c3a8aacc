import fc from 'fast-check';
import iconv from 'iconv-lite';

import type { StatementAccount, StatementBatch, StatementRow } from '../statement.js';
import { readCamt } from './read-camt.js';

/** A statement of one account around `content`; version 2 unless another is given. */
function statement(content: string, { version = 2, account = '<IBAN>DE89370400440532013000</IBAN>' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${String(version).padStart(2, '0')}">
<BkToCstmrStmt><GrpHdr><MsgId>m</MsgId></GrpHdr><Stmt><Id>s</Id>
<Acct><Id>${account}</Id><Ccy>EUR</Ccy></Acct>
${content}
</Stmt></BkToCstmrStmt></Document>`;
}

function entry(content = '', amount = '<Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>'): string {
  return `<Ntry>${amount}<Sts>BOOK</Sts><BookgDt><Dt>2024-05-02</Dt></BookgDt><ValDt><Dt>2024-05-03</Dt></ValDt>${content}</Ntry>`;
}

const details = (content: string): string => `<NtryDtls><TxDtls>${content}</TxDtls></NtryDtls>`;
const credit = (amount: string): string => `<Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`;
const balance = (code: string, amount: string, day: string, sign = 'CRDT', currency = 'EUR'): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;

async function read(
  file: string | Uint8Array,
  options: { chunk?: number; partial?: boolean } = {},
): Promise<Required<StatementBatch>> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  async function* source(): AsyncGenerator<Uint8Array> {
    const size = options.chunk ?? bytes.length;
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const whole: Required<StatementBatch> = { rows: [], failed: [], accounts: [], positions: [], warnings: [], bytesRead: 0 };
  const accounts = new Map<string, StatementAccount>();
  for await (const batch of readCamt(source(), { currency: 'EUR', partial: options.partial, batchRows: 3 })) {
    whole.rows.push(...batch.rows);
    whole.failed.push(...batch.failed);
    whole.warnings.push(...(batch.warnings ?? []));
    for (const account of batch.accounts ?? []) accounts.set(account.ref, account);
    whole.bytesRead = batch.bytesRead;
  }
  return { ...whole, accounts: [...accounts.values()] };
}

const onlyRow = async (content: string, version = 2): Promise<StatementRow> => {
  const { rows } = await read(statement(content, { version }));
  expect(rows).toHaveLength(1);
  return rows[0] as StatementRow;
};

describe('an entry', () => {
  test('has its dates, signed amount, account, status and the bank’s reference and code', async () => {
    const content = entry(
      '<AcctSvcrRef>B-1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><AddtlNtryInf>Transfer</AddtlNtryInf>',
    );
    expect(await onlyRow(content)).toEqual({
      line: 5,
      accountRef: 'DE89370400440532013000',
      bookedOn: '2024-05-02',
      valueOn: '2024-05-03',
      amountMinor: -1000,
      currency: 'EUR',
      description: 'Transfer',
      bankId: 'B-1',
      bankCode: 'PMNT/ICDT/ESCT',
      status: 'booked',
    });
  });

  test('is read the same with prefixed names, in another version, in UTF-16, after a byte order mark and in a wrapper', async () => {
    const plain = statement(entry(details('<Refs><EndToEndId>E</EndToEndId></Refs>')));
    const { rows } = await read(plain);
    const prefixed = plain.replace(/<(\/?)(?=[A-Z])/g, '<$1c:').replace('xmlns=', 'xmlns:c=');
    for (const other of [
      prefixed,
      statement(entry(details('<Refs><EndToEndId>E</EndToEndId></Refs>')), { version: 13 }),
      `\ufeff${plain}`,
      plain.replace('<Document', '<Envelope><Document').replace('</Document>', '</Document></Envelope>'),
      iconv.encode(plain.replace('UTF-8', 'UTF-16'), 'utf-16le', { addBOM: true }),
    ])
      expect((await read(other)).rows).toEqual(rows);
  });

  test('is in the encoding that the file declares', async () => {
    const text = statement(entry('<AddtlNtryInf>Łódź</AddtlNtryInf>')).replace('UTF-8', 'ISO-8859-2');
    expect((await read(iconv.encode(text, 'iso-8859-2'))).rows[0]?.description).toBe('Łódź');
  });

  test.each([
    ['BOOK', 'booked'],
    ['PDNG', 'pending'],
    ['FUTR', 'pending'],
  ])('of status %s is %s, also in the form of version 8', async (code, status) => {
    const old = entry().replace('<Sts>BOOK</Sts>', `<Sts>${code}</Sts>`);
    const recent = entry().replace('<Sts>BOOK</Sts>', `<Sts><Cd>${code}</Cd></Sts>`);
    expect((await onlyRow(old)).status).toBe(status);
    expect((await onlyRow(recent, 8)).status).toBe(status);
  });

  test('that is only information moved no money, and says so', async () => {
    const { rows, failed } = await read(statement(entry().replace('BOOK', 'INFO') + entry()));
    expect(rows).toHaveLength(1);
    expect(failed).toMatchObject([{ line: 5, code: 'row.not-carried-out', excerpt: expect.stringContaining('<Amt>10.00') }]);
  });

  test('has the bank’s day of a time, whatever its zone, and the value date where there is no other', async () => {
    const late = entry().replace('<BookgDt><Dt>2024-05-02</Dt>', '<BookgDt><DtTm>2024-05-02T23:59:59.000-11:00</DtTm>');
    expect((await onlyRow(late)).bookedOn).toBe('2024-05-02');
    const unbooked = entry().replace(/<BookgDt>.*<\/BookgDt>/, '');
    expect(await onlyRow(unbooked)).toMatchObject({ bookedOn: '2024-05-03', valueOn: '2024-05-03' });
    const undated = entry(details('<RltdDts><AccptncDtTm>2024-05-01T10:00:00Z</AccptncDtTm></RltdDts>')).replace(
      /<BookgDt>.*<\/ValDt>/,
      '',
    );
    expect(await onlyRow(undated)).toMatchObject({ bookedOn: '2024-05-01' });
  });

  test('of 30 February is of the last day of February, with a warning', async () => {
    const { rows, warnings } = await read(statement(entry().replace('2024-05-03', '2023-02-30')));
    expect(rows).toMatchObject([{ bookedOn: '2024-05-02', valueOn: '2023-02-28' }]);
    expect(warnings).toMatchObject([{ code: 'row.date-moved', line: 5 }]);
  });

  test.each([
    ['<Amt Ccy="EUR">18.15000</Amt>', 1815],
    ['<Amt Ccy="JPY">2700</Amt>', 2700],
    ['<Amt Ccy="JPY">2700.00</Amt>', 2700],
    ['<Amt Ccy="KWD">1.234</Amt>', 1234],
    ['<Amt Ccy="EUR">.5</Amt>', 50],
  ])('%s is %i minor units', async (amount, minor) => {
    expect((await onlyRow(entry('', `${amount}<CdtDbtInd>CRDT</CdtDbtInd>`))).amountMinor).toBe(minor);
  });

  test.each([
    ['<Amt Ccy="EUR">18.155</Amt><CdtDbtInd>CRDT</CdtDbtInd>', 'row.bad-amount'],
    ['<Amt Ccy="EUR">1,50</Amt><CdtDbtInd>CRDT</CdtDbtInd>', 'row.bad-amount'],
    ['<Amt Ccy="EUR">99999999999999999.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>', 'row.amount-too-large'],
    ['<Amt Ccy="EURO">1</Amt><CdtDbtInd>CRDT</CdtDbtInd>', 'row.bad-currency'],
    ['<Amt>1</Amt><CdtDbtInd>CRDT</CdtDbtInd>', 'row.missing-amount'],
    ['<CdtDbtInd>CRDT</CdtDbtInd>', 'row.missing-amount'],
    ['<Amt Ccy="EUR">1</Amt>', 'row.bad-amount'],
  ])('with %s fails, and the next one is read', async (amount, code) => {
    const { rows, failed } = await read(statement(entry('', amount) + entry()));
    expect(failed.map((row) => row.code)).toEqual([code]);
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([-1000]);
  });

  test.each([
    [/<BookgDt>.*<\/ValDt>/, '', 'row.missing-date'],
    [/2024-05-02/, '2024-05-32', 'row.bad-date'],
    [/2024-05-03/, 'tomorrow', 'row.bad-date'],
  ])('with %s as "%s" fails', async (pattern, by, code) => {
    expect((await read(statement(entry().replace(pattern, by) + entry()))).failed).toMatchObject([{ line: 5, code }]);
  });
});

describe('the other side', () => {
  const parties = `<RltdPties><Dbtr><Nm>Payer</Nm></Dbtr><DbtrAcct><Id><IBAN>NL91 ABNA 0417 1643 00</IBAN></Id></DbtrAcct>
    <UltmtDbtr><Nm>Payer's child</Nm></UltmtDbtr><Cdtr><Nm>Payee</Nm></Cdtr><CdtrAcct><Id><Othr><Id>12-345</Id></Othr></Id></CdtrAcct></RltdPties>`;

  test('is who is paid where money leaves, and who pays where it comes in', async () => {
    expect(await onlyRow(entry(details(parties)))).toMatchObject({ counterparty: 'Payee', counterpartyAccount: '12-345' });
    const incoming = await onlyRow(entry(details(parties), credit('10.00')));
    expect(incoming).toMatchObject({
      counterparty: 'Payer',
      counterpartyAccount: 'NL91ABNA0417164300',
      notes: "For Payer's child",
    });
  });

  test('of a reversal is the one of the payment that it takes back', async () => {
    const back = entry(`<RvslInd>true</RvslInd>${details(parties)}`, credit('10.00'));
    expect(await onlyRow(back)).toMatchObject({
      amountMinor: 1000,
      counterparty: 'Payee',
      notes: expect.stringContaining('Reversal'),
    });
  });

  test('is never the account itself, and is the only one named', async () => {
    const own = parties.replace('<Othr><Id>12-345</Id></Othr>', '<IBAN>DE89370400440532013000</IBAN>');
    expect(await onlyRow(entry(details(own)))).toMatchObject({ counterparty: 'Payer' });
    expect(await onlyRow(entry(details('<RltdPties><Dbtr><Nm>Only</Nm></Dbtr></RltdPties>')))).toMatchObject({
      counterparty: 'Only',
    });
    expect(await onlyRow(entry(details('<RltdPties><UltmtCdtr><Nm>Last</Nm></UltmtCdtr></RltdPties>')))).toMatchObject({
      counterparty: 'Last',
    });
  });

  test('is one element deeper from version 8 on', async () => {
    const recent = parties.replace(/<Nm>(.*?)<\/Nm>/g, '<Pty><Nm>$1</Nm></Pty>');
    expect(await onlyRow(entry(details(recent)), 8)).toMatchObject({ counterparty: 'Payee' });
  });
});

describe('words and references', () => {
  test('free text of several lines, the parties’ reference, not what says that there is none', async () => {
    const long = 'x'.repeat(140);
    const remittance = `<RmtInf><Ustrd>Rent</Ustrd><Ustrd> May </Ustrd><Ustrd>${long}</Ustrd><Ustrd>yz</Ustrd></RmtInf>`;
    const row = await onlyRow(
      entry(details(`<Refs><EndToEndId>NOTPROVIDED</EndToEndId><InstrId>I-1</InstrId></Refs>${remittance}`)),
    );
    expect(row).toMatchObject({ description: `Rent May ${long}yz`, reference: 'I-1' });
    expect(await onlyRow(entry(details('<Refs><EndToEndId>E-1</EndToEndId><InstrId>I-1</InstrId></Refs>')))).toMatchObject({
      reference: 'E-1',
    });
  });

  test('structured references and documents, also in the names of version 1', async () => {
    const strd = `<RmtInf><Strd><RfrdDocInf><Nb>INV 7</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>`;
    expect(await onlyRow(entry(details(strd)))).toMatchObject({
      description: 'RF18539007547034 INV 7',
      reference: 'RF18539007547034',
    });
    const first = strd.replace(/Nb>/g, 'RfrdDocNb>').replace(/Ref>/g, 'CdtrRef>');
    expect(await onlyRow(entry(details(first)))).toMatchObject({ description: 'RF18539007547034 INV 7' });
    const both = strd.replace('<Strd>', '<Ustrd>Thanks</Ustrd><Strd>');
    expect(await onlyRow(entry(details(both)))).toMatchObject({ description: 'Thanks', notes: 'Documents INV 7' });
  });

  test('a return says why', async () => {
    const back = entry(details('<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>'), credit('10.00'));
    expect((await onlyRow(back)).notes).toBe('Returned (AC04: account closed)');
    const told = entry(details('<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>gone</AddtlInf></RtrInf>'));
    expect((await onlyRow(told)).notes).toBe('Returned (AC04: gone)');
  });

  test('entities of XML and CDATA are text; a text that is too long is shortened and said so', async () => {
    expect((await onlyRow(entry('<AddtlNtryInf>A &amp; B <![CDATA[<c>]]> &#8364;</AddtlNtryInf>'))).description).toBe(
      'A & B <c> €',
    );
    const { rows, warnings } = await read(statement(entry(`<AddtlNtryInf>${'long '.repeat(1_000)}</AddtlNtryInf>`)));
    expect(rows[0]?.description).toHaveLength(2_000);
    expect(warnings.map(({ code }) => code)).toContain('row.text-shortened');
  });
});

describe('money in another currency, and charges', () => {
  test('the amount before the exchange, signed, with its rate', async () => {
    const exchange = `<AmtDtls><InstdAmt><Amt Ccy="USD">12.00</Amt></InstdAmt><CntrValAmt><Amt Ccy="EUR">10.00</Amt>
      <CcyXchg><SrcCcy>USD</SrcCcy><TrgtCcy>EUR</TrgtCcy><XchgRate>1.2</XchgRate></CcyXchg></CntrValAmt></AmtDtls>`;
    const original = { amountMinor: -1200, currency: 'USD', exchangeRate: '1.2' };
    expect(await onlyRow(entry(details(exchange)))).toMatchObject({ amountMinor: -1000, currency: 'EUR', original });
    expect(await onlyRow(entry(exchange))).toMatchObject({ original });
  });

  test('an amount in the account’s own currency is no other', async () => {
    expect(
      await onlyRow(entry(details('<AmtDtls><InstdAmt><Amt Ccy="EUR">10.00</Amt></InstdAmt></AmtDtls>'))),
    ).not.toHaveProperty('original');
  });

  const charge = (content: string): string =>
    `<Chrgs><Rcrd><Amt Ccy="EUR">0.50</Amt><CdtDbtInd>DBIT</CdtDbtInd>${content}</Rcrd></Chrgs>`;
  test('charges count where they are in the amount, else they are told', async () => {
    expect(await onlyRow(entry(details(charge('<ChrgInclInd>true</ChrgInclInd>'))), 4)).toMatchObject({ chargesMinor: 50 });
    const apart = await onlyRow(entry(details(charge('<ChrgInclInd>false</ChrgInclInd>'))), 4);
    expect(apart).not.toHaveProperty('chargesMinor');
    expect(apart.notes).toBe('Charges 0.50 EUR, not in the amount');
  });

  test('the versions that do not say whether they are in the amount: the payment’s own amount tells', async () => {
    const old = '<Chrgs><Amt Ccy="EUR">0.50</Amt><CdtDbtInd>DBIT</CdtDbtInd></Chrgs>';
    const paid = (amount: string): string =>
      entry(details(`<AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>${old}`));
    expect(await onlyRow(paid('9.50'))).toMatchObject({ amountMinor: -1000, chargesMinor: 50 });
    expect(await onlyRow(paid('10.00'))).not.toHaveProperty('chargesMinor');
  });
});

describe('a batch', () => {
  const payment = (amount: string, reference: string, more = ''): string =>
    `<TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs>${amount}${more}</TxDtls>`;
  const amount = (value: string, direction = 'CRDT'): string =>
    `<Amt Ccy="EUR">${value}</Amt><CdtDbtInd>${direction}</CdtDbtInd>`;

  test('is a row a payment where they come to it, each with an id of its own', async () => {
    const content = entry(
      `<AcctSvcrRef>B</AcctSvcrRef><NtryDtls>${payment(amount('7.00'), 'A')}</NtryDtls><NtryDtls>${payment(amount('5.00'), 'A')}${payment(amount('2.00', 'DBIT'), 'C')}</NtryDtls>`,
      credit('10.00'),
    );
    const { rows, warnings } = await read(statement(content, { version: 4 }));
    expect(rows.map(({ amountMinor, reference, bankId }) => [amountMinor, reference, bankId])).toEqual([
      [700, 'A', 'B/1'],
      [500, 'A', 'B/2'],
      [-200, 'C', 'B/3'],
    ]);
    expect(warnings).toEqual([]);
  });

  test('of version 2 states its payments’ amounts elsewhere; the bank’s references of payments become their ids', async () => {
    const old = (value: string, reference: string): string =>
      `<TxDtls><Refs><AcctSvcrRef>${reference}</AcctSvcrRef></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">${value}</Amt></TxAmt></AmtDtls></TxDtls>`;
    const content = entry(`<AcctSvcrRef>B</AcctSvcrRef><NtryDtls>${old('4.00', 'P1')}${old('6.00', 'P2')}</NtryDtls>`);
    const { rows } = await read(statement(content));
    expect(rows.map(({ amountMinor, bankId }) => [amountMinor, bankId])).toEqual([
      [-400, 'B/P1'],
      [-600, 'B/P2'],
    ]);
  });

  test('whose payments all state the other direction is divided nevertheless', async () => {
    const content = entry(`<NtryDtls>${payment(amount('4.00'), 'A')}${payment(amount('6.00'), 'B')}</NtryDtls>`);
    expect((await read(statement(content))).rows.map(({ amountMinor }) => amountMinor)).toEqual([-400, -600]);
  });

  test.each([
    ['do not come to it', payment(amount('4.00', 'DBIT'), 'A') + payment(amount('7.00', 'DBIT'), 'B')],
    ['have no amounts', payment('', 'A') + payment('', 'B')],
    ['are in another currency', payment('<Amt Ccy="CHF">4</Amt>', 'A') + payment('<Amt Ccy="CHF">6</Amt>', 'B')],
  ])('whose payments %s is one row, with a warning and the payments in its notes', async (_, payments) => {
    const { rows, warnings } = await read(statement(entry(`<AcctSvcrRef>B</AcctSvcrRef><NtryDtls>${payments}</NtryDtls>`)));
    expect(rows).toMatchObject([
      { amountMinor: -1000, bankId: 'B', description: '2 payments', notes: expect.stringMatching(/^2 payments/) },
    ]);
    expect(warnings).toMatchObject([{ code: 'row.batch-not-divided', line: 5 }]);
  });
});

describe('balances and accounts', () => {
  test('booked balances count, available ones do not; debit is negative', async () => {
    const content = [
      balance('PRCD', '1.00', '2024-04-30'),
      balance('OPBD', '100.00', '2024-05-01', 'DBIT'),
      balance('CLBD', '110.00', '2024-05-31', 'DBIT'),
      balance('CLAV', '500.00', '2024-05-31'),
      balance('FWAV', '600.00', '2024-06-01'),
    ].join('');
    expect((await read(statement(content + entry()))).accounts).toEqual([
      {
        ref: 'DE89370400440532013000',
        currency: 'EUR',
        openingBalanceMinor: -10000,
        openingBalanceOn: '2024-05-01',
        balanceMinor: -11000,
        balanceOn: '2024-05-31',
      },
    ]);
  });

  test('a report of the day has an interim balance; a page begins and ends with one', async () => {
    const one = await read(statement(balance('ITBD', '5.00', '2024-05-02')));
    expect(one.accounts).toMatchObject([{ balanceMinor: 500 }]);
    const two = await read(statement(balance('ITBD', '20.00', '2024-05-02') + balance('ITBD', '10.00', '2024-05-03') + entry()));
    expect(two.accounts).toMatchObject([{ openingBalanceMinor: 2000, balanceMinor: 1000 }]);
    expect(two.warnings).toEqual([]);
  });

  test('movements that do not lead from one balance to the other are told', async () => {
    const { warnings } = await read(
      statement(balance('OPBD', '100.00', '2024-05-01') + entry() + balance('CLBD', '80.00', '2024-05-31')),
    );
    expect(warnings).toMatchObject([
      { code: 'file.unbalanced', message: expect.stringContaining('come to -10.00 EUR, but its balances differ by -20.00') },
    ]);
  });

  test('statements of two accounts, the second of them twice, in whatever order', async () => {
    const stmt = (iban: string, opening: [string, string], closing: [string, string]): string =>
      `<Stmt><Acct><Id><IBAN>${iban}</IBAN></Id></Acct>${balance('OPBD', opening[0], opening[1])}${balance('CLBD', closing[0], closing[1])}${entry('', credit('1.00'))}</Stmt>`;
    const file = `<Document><BkToCstmrStmt>${stmt('A', ['1.00', '2024-01-01'], ['2.00', '2024-01-31'])}${stmt('B', ['8.00', '2024-02-01'], ['9.00', '2024-02-28'])}${stmt('B', ['7.00', '2024-01-01'], ['8.00', '2024-01-31'])}</BkToCstmrStmt></Document>`;
    const { accounts, rows, warnings } = await read(file);
    expect(accounts).toEqual([
      {
        ref: 'A',
        currency: 'EUR',
        openingBalanceMinor: 100,
        openingBalanceOn: '2024-01-01',
        balanceMinor: 200,
        balanceOn: '2024-01-31',
      },
      {
        ref: 'B',
        currency: 'EUR',
        openingBalanceMinor: 700,
        openingBalanceOn: '2024-01-01',
        balanceMinor: 900,
        balanceOn: '2024-02-28',
      },
    ]);
    expect(rows.map(({ accountRef }) => accountRef)).toEqual(['A', 'B', 'B']);
    expect(warnings).toEqual([]);
  });

  test('one IBAN in two currencies is two accounts', async () => {
    const stmt = (currency: string): string =>
      `<Stmt><Acct><Id><IBAN>X</IBAN></Id><Ccy>${currency}</Ccy><Tp><Cd>SVGS</Cd></Tp><Nm>Savings</Nm></Acct>${entry('', `<Amt Ccy="${currency}">1</Amt><CdtDbtInd>CRDT</CdtDbtInd>`)}</Stmt>`;
    const { accounts, warnings } = await read(`<Document><BkToCstmrStmt>${stmt('EUR')}${stmt('CHF')}</BkToCstmrStmt></Document>`);
    expect(accounts).toEqual([
      { ref: 'X', currency: 'EUR', kind: 'savings', name: 'Savings' },
      { ref: 'X CHF', currency: 'CHF', kind: 'savings', name: 'Savings' },
    ]);
    expect(warnings).toMatchObject([{ code: 'file.other-currency' }]);
  });

  test('version 1: an account of the bank’s own kind, payments beside their entry, balances of one code', async () => {
    const file = `<Document><BkToCstmrDbtCdtNtfctnV01><Ntfctn><Acct><Id><PrtryAcct><Id>77</Id></PrtryAcct></Id></Acct>
      <Bal><Tp><Cd>CLBD</Cd></Tp><Amt Ccy="EUR">3</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2008-01-01</Dt></Dt></Bal>
      ${entry('<TxDtls><RltdPties><Cdtr><Nm>Shop</Nm></Cdtr></RltdPties></TxDtls>')}</Ntfctn></BkToCstmrDbtCdtNtfctnV01></Document>`;
    const { accounts, rows } = await read(file);
    expect(accounts).toMatchObject([{ ref: '77', currency: 'EUR', balanceMinor: 300 }]);
    expect(rows).toMatchObject([{ accountRef: '77', counterparty: 'Shop' }]);
  });

  test('a balance in another currency, or none that can be read, is left out with a warning', async () => {
    const { accounts, warnings } = await read(
      statement(balance('OPBD', '1.00', '2024-05-01', 'CRDT', 'SEK') + balance('CLBD', 'x', '2024-05-01')),
    );
    expect(accounts).toEqual([{ ref: 'DE89370400440532013000', currency: 'EUR' }]);
    expect(warnings.map(({ code }) => code)).toEqual(['file.unreadable-balance', 'file.unreadable-balance']);
  });
});

describe('files that are not what they should be', () => {
  const refused = (file: string): Promise<unknown> => read(file).catch((error: unknown) => error);

  test.each([
    ['a document type', '<!DOCTYPE Document [<!ENTITY a "b">]><Document><Stmt/></Document>'],
    ['an external entity', '<!DOCTYPE Document SYSTEM "file:///etc/passwd"><Document><Stmt/></Document>'],
    ['deep nesting', `<Document>${'<a>'.repeat(100)}`],
    ['a tag without an end', `<Document><Stmt ${'a="b" '.repeat(400_000)}`],
    ['a comment without an end', `<Document><Stmt><!-- ${'x'.repeat(3_000_000)}`],
    ['another document', '<Document><Pain/></Document>'],
    ['no XML', 'Date;Amount'],
  ])('%s is refused', async (_, file) => {
    expect(await refused(file)).toMatchObject({ name: 'StatementError', code: 'import.malformed' });
  });

  test('a statement without an account and entries is refused', async () => {
    expect(await refused('<Document><Stmt></Stmt></Document>')).toMatchObject({ code: 'import.no-rows' });
  });

  test('entities that are not declared stay as they are written, and expand to nothing', async () => {
    expect((await onlyRow(entry('<AddtlNtryInf>A&nbsp;B &lol9;</AddtlNtryInf>'))).description).toBe('A&nbsp;B &lol9;');
  });

  test('a stray ampersand breaks the file there, rather than swallow what follows up to a semicolon', async () => {
    const { rows, failed, warnings } = await read(
      statement(`${entry()}${entry('<AddtlNtryInf>C & D</AddtlNtryInf>')}${entry()}`),
    );
    expect([rows.length, failed.map(({ code }) => code), warnings.map(({ code }) => code)]).toEqual([
      1,
      ['row.cut-off'],
      ['file.cut-off'],
    ]);
  });

  test('an entry of too many elements fails alone', async () => {
    const { rows, failed } = await read(statement(entry(`<X>${'<y/>'.repeat(30_000)}</X>`) + entry()));
    expect(failed).toMatchObject([{ line: 5, code: 'row.too-long' }]);
    expect(rows).toHaveLength(1);
  });

  test('wrong nesting stops the reading and says so; what came before stands', async () => {
    const { rows, failed, warnings } = await read(statement(`${entry()}\n${entry('<a></b>')}\n${entry()}`));
    expect(rows).toHaveLength(1);
    expect(failed).toMatchObject([{ line: 6, code: 'row.cut-off' }]);
    expect(warnings).toMatchObject([{ code: 'file.cut-off', line: 6 }]);
  });

  test('a file cut anywhere gives a beginning of its rows, and says that it is cut', async () => {
    const batch = `<NtryDtls><TxDtls>${credit('4')}</TxDtls><TxDtls>${credit('6')}</TxDtls></NtryDtls>`;
    const file = Buffer.from(statement(entry('<AddtlNtryInf>one</AddtlNtryInf>') + entry(batch, credit('10')) + entry()));
    const { rows: whole } = await read(file);
    expect(whole).toHaveLength(4);
    for (let end = file.indexOf('<Ntry>'); end < file.indexOf('</Document>'); end += 3) {
      const { rows, warnings } = await read(file.subarray(0, end), { chunk: 50 });
      expect(rows).toEqual(whole.slice(0, rows.length));
      expect([end, warnings.map(({ code }) => code)]).toEqual([end, ['file.cut-off']]);
      const head = await read(file.subarray(0, end), { partial: true });
      expect([head.rows, head.failed, head.warnings]).toEqual([rows, [], []]);
    }
  });
});

test('any chunks of the bytes give the same', async () => {
  const file = Buffer.from(
    `\ufeff${statement(balance('OPBD', '1.00', '2024-05-01') + entry('<AddtlNtryInf>Zoë &amp; Łukasz 😀\r\n &#x20ac;</AddtlNtryInf>') + entry('', '<Amt Ccy="EUR">x</Amt>') + entry())}`,
  );
  const whole = await read(file);
  expect(whole.rows).toHaveLength(2);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: file.length }), async (chunk) => {
      expect(await read(file, { chunk })).toEqual(whole);
    }),
    { numRuns: 60, examples: [[1], [2], [3]] },
  );
});
