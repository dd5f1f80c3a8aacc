import iconv from 'iconv-lite';

import { ofxAmount, ofxDate } from './ofx-fields.js';
import { readOfx } from './read-ofx.js';
import type { ReadOptions, StatementAccount, StatementBatch } from './statement.js';
import { StatementError } from './statement.js';

interface Read extends Required<StatementBatch> {
  batches: number;
}

async function read(content: string | Uint8Array, options: Partial<ReadOptions> = {}, pieceLength = 1 << 20): Promise<Read> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const accounts = new Map<string, StatementAccount>();
  const all: Read = { rows: [], failed: [], positions: [], warnings: [], accounts: [], bytesRead: 0, batches: 0 };
  for await (const batch of readOfx(pieces(bytes, pieceLength), { currency: 'USD', ...options })) {
    all.rows.push(...batch.rows);
    all.failed.push(...batch.failed);
    all.warnings.push(...(batch.warnings ?? []));
    for (const account of batch.accounts ?? []) accounts.set(account.ref, account);
    all.bytesRead = batch.bytesRead;
    all.batches++;
  }
  return { ...all, accounts: [...accounts.values()] };
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof StatementError ? `${error.code}: ${error.message}` : error),
  );
const brief = ({ rows }: Read): unknown[] =>
  rows.map(({ bookedOn, amountMinor, description }) => [bookedOn, amountMinor, description]);
const statement = (body: string, currency = 'USD'): string =>
  `<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>${currency}<BANKACCTFROM><BANKID>1<ACCTID>77<ACCTTYPE>SAVINGS</BANKACCTFROM><BANKTRANLIST>${body}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;
const movement = (body: string): string =>
  statement(`<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240105<TRNAMT>-5.00<FITID>a1${body}</STMTTRN>`);

const SGML = `OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:USASCII
CHARSET:1252

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS>
<CURDEF>EUR
<BANKACCTFROM><BANKID>100<ACCTID>42<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20240101<DTEND>20240131
<STMTTRN>
<TRNTYPE>DEBIT
<DTPOSTED>20240105203135.547[-7:PDT]
<DTAVAIL>20240107
<TRNAMT>-12,50
<FITID>F1
<NAME>Caf\u00e9 M\u00fcller &amp; S\u00f6hne
<MEMO>Table 4
</STMTTRN>
<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20240106<TRNAMT>-1.234,56<FITID>F2<CHECKNUM>558<NAME>Check Paid #558<MEMO>Check Paid #558
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20240107<TRNAMT>+2,000.00<FITID>F3<NAME>SALARY
</BANKTRANLIST>
<LEDGERBAL><BALAMT>752.94<DTASOF>20240131</LEDGERBAL>
<AVAILBAL><BALAMT>1.00<DTASOF>20240131</AVAILBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
`;

describe('OFX 1, SGML', () => {
  test.each([1, 13, 4_096])('values without closing tags, a movement that is not closed, in pieces of %d', async (length) => {
    const result = await read(iconv.encode(SGML, 'windows-1252'), { currency: 'EUR' }, length);
    expect(result.rows).toEqual([
      {
        line: 12,
        accountRef: '42',
        bookedOn: '2024-01-05',
        valueOn: '2024-01-07',
        amountMinor: -1250,
        currency: 'EUR',
        description: 'Café Müller & Söhne Table 4',
        counterparty: 'Café Müller & Söhne',
        bankId: 'F1',
        bankCode: 'DEBIT',
        status: 'booked',
      },
      {
        line: 21,
        accountRef: '42',
        bookedOn: '2024-01-06',
        amountMinor: -123456,
        currency: 'EUR',
        description: 'Check Paid #558',
        bankId: 'F2',
        bankCode: 'CHECK',
        reference: '558',
        notes: 'Check 558',
        status: 'booked',
      },
      {
        line: 22,
        accountRef: '42',
        bookedOn: '2024-01-07',
        amountMinor: 200000,
        currency: 'EUR',
        description: 'SALARY',
        bankId: 'F3',
        bankCode: 'CREDIT',
        status: 'booked',
      },
    ]);
    expect(result.accounts).toEqual([
      { ref: '42', kind: 'checking', currency: 'EUR', balanceMinor: 75294, balanceOn: '2024-01-31' },
    ]);
    expect([result.failed, result.warnings]).toEqual([[], []]);
  });

  test('UTF-8 under a header that says Windows-1252', async () => {
    expect((await read(SGML)).rows[0]?.counterparty).toBe('Café Müller & Söhne');
  });

  test('no header, and all line ends carriage returns', async () => {
    const text = SGML.slice(SGML.indexOf('<OFX>')).replaceAll('\n', '\r');
    expect((await read(text, { currency: 'EUR' })).rows.map(({ line, amountMinor }) => [line, amountMinor])).toEqual([
      [6, -1250],
      [15, -123456],
      [16, 200000],
    ]);
  });
});

describe('OFX 2, XML', () => {
  test('bank and card statements, accounts of one number, pending movements', async () => {
    const from = (type: string): string =>
      `<BANKACCTFROM><BANKID>1</BANKID><ACCTID>9</ACCTID><ACCTTYPE>${type}</ACCTTYPE></BANKACCTFROM>`;
    const row = (amount: string, id: string): string =>
      `<STMTTRN><TRNTYPE>OTHER</TRNTYPE><DTPOSTED>20240201</DTPOSTED><TRNAMT>${amount}</TRNAMT><FITID>${id}</FITID><PAYEE><NAME>Payee ${id}</NAME><CITY>X</CITY></PAYEE><CHECKNUM></CHECKNUM></STMTTRN>`;
    const text = `<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200"?><OFX>
      <BANKMSGSRSV1>
        <STMTTRNRS><STMTRS><CURDEF>USD</CURDEF>${from('CHECKING')}<BANKTRANLIST>${row('1', 'a')}</BANKTRANLIST></STMTRS></STMTTRNRS>
        <STMTTRNRS><STMTRS><CURDEF>JPY</CURDEF>${from('SAVINGS')}<BANKTRANLIST>${row('1080', 'b')}</BANKTRANLIST><LEDGERBAL><BALAMT>5000</BALAMT><DTASOF>20240202</DTASOF></LEDGERBAL></STMTRS></STMTTRNRS>
      </BANKMSGSRSV1>
      <CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD</CURDEF><CCACCTFROM><ACCTID>4111</ACCTID></CCACCTFROM><BANKTRANLIST>${row('-2', 'c')}</BANKTRANLIST>
        <BANKTRANLISTP><STMTTRNP><TRNTYPE>DEBIT</TRNTYPE><DTTRAN>20240203</DTTRAN><TRNAMT>-3</TRNAMT><NAME>Hotel</NAME></STMTTRNP></BANKTRANLISTP>
      </CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>`;
    const result = await read(text);
    expect(
      result.rows.map(({ accountRef, amountMinor, currency, description, status }) => [
        accountRef,
        amountMinor,
        currency,
        description,
        status,
      ]),
    ).toEqual([
      ['9', 100, 'USD', 'Payee a', 'booked'],
      ['9 SAVINGS', 1080, 'JPY', 'Payee b', 'booked'],
      ['4111', -200, 'USD', 'Payee c', 'booked'],
      ['4111', -300, 'USD', 'Hotel', 'pending'],
    ]);
    expect(result.accounts).toEqual([
      { ref: '9', kind: 'checking', currency: 'USD' },
      { ref: '9 SAVINGS', kind: 'savings', currency: 'JPY', balanceMinor: 5000, balanceOn: '2024-02-02' },
      { ref: '4111', kind: 'credit-card', currency: 'USD' },
    ]);
    expect(result.warnings).toEqual([expect.objectContaining({ code: 'file.other-currency' })]);
  });

  test('five entities and numbers are decoded, once; CDATA is not; comments are nothing', async () => {
    const result = await read(
      movement('<NAME>A &amp;amp; B &lt;C&gt; &#233;&#xE9; &bomb; &#0;<!-- x --><MEMO><![CDATA[1 < 2 &amp; 3]]>'),
    );
    expect(result.rows[0]?.description).toBe('A &amp; B <C> éé &bomb; &#0; 1 < 2 &amp; 3');
  });

  test('a < that opens no tag is text', async () => {
    expect((await read(movement('<NAME>5 < 6 <- yes'))).rows[0]?.description).toBe('5 < 6 <- yes');
  });

  test('the currency of a movement, and one it was converted from', async () => {
    const own = await read(movement('<NAME>x<CURRENCY><CURRATE>150<CURSYM>JPY</CURRENCY>').replace('-5.00', '-500'));
    expect(own.rows[0]).toMatchObject({ currency: 'JPY', amountMinor: -500 });
    const converted = await read(movement('<NAME>x<ORIGCURRENCY><CURRATE>1.08<CURSYM>EUR</ORIGCURRENCY>'));
    expect(converted.rows[0]).toMatchObject({ currency: 'USD', amountMinor: -500, notes: 'Converted from EUR at 1.08' });
  });

  test('the other side’s account is not the movement’s', async () => {
    expect((await read(movement('<BANKACCTTO><BANKID>5<ACCTID>99<ACCTTYPE>CHECKING</BANKACCTTO><NAME>x'))).rows[0]).toMatchObject(
      { accountRef: '77', description: 'x', counterpartyAccount: '99' },
    );
  });
});

describe('bad input', () => {
  test('movements without a date, an amount, or a day that exists fail alone', async () => {
    const result = await read(
      statement(`<STMTTRN><TRNAMT>-80.00<FITID>1<NAME>one</STMTTRN><STMTTRN><DTPOSTED></DTPOSTED><TRNAMT>1</STMTTRN><STMTTRN><DTPOSTED>20120231<TRNAMT>2</STMTTRN>
        <STMTTRN><DTPOSTED>20120201<FITID>4</STMTTRN><STMTTRN><DTPOSTED>20120201<TRNAMT>1e9</STMTTRN><STMTTRN><DTPOSTED>20120201<TRNAMT>99999999999999999</STMTTRN><STMTTRN><DTPOSTED>20120201<TRNAMT>7<NAME>good</STMTTRN>`),
    );
    expect(result.failed.map(({ code }) => code)).toEqual([
      'row.missing-date',
      'row.missing-date',
      'row.bad-date',
      'row.missing-amount',
      'row.bad-amount',
      'row.amount-too-large',
    ]);
    expect(result.failed[0]?.excerpt).toBe('<TRNAMT>-80.00<FITID>1<NAME>one');
    expect(brief(result)).toEqual([['2012-02-01', 700, 'good']]);
  });

  test('a file cut in the middle gives its whole movements', async () => {
    const text = statement(
      [
        '<STMTTRN><DTPOSTED>20240101<TRNAMT>1<NAME>whole</STMTTRN>',
        '<STMTTRN><DTPOSTED>20240102<TRNAMT>-1234.56<NAME>broken</STMTTRN>',
      ].join('\n'),
    );
    const result = await read(text.slice(0, text.indexOf('34.56')));
    expect(brief(result)).toEqual([['2024-01-01', 100, 'whole']]);
    expect(result.failed).toEqual([expect.objectContaining({ code: 'row.cut-off', line: 2 })]);
    expect(result.warnings.map(({ code }) => code)).toEqual(['file.cut-off']);
  });

  test('entity bombs are refused before anything of them is read', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE OFX [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${movement('<NAME>&b;')}`;
    expect(await failure(read(bomb))).toMatch(/^import\.malformed: The file declares a document type/);
    expect(await failure(read(movement('<NAME><!ENTITY x SYSTEM "file:///etc/passwd">')))).toMatch(/^import\.malformed/);
  });

  test('a sign-on that failed is told in the bank’s words', async () => {
    const text =
      '<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Your password was incorrect</STATUS></SONRS></SIGNONMSGSRSV1></OFX>';
    expect(await failure(read(text))).toBe(
      'import.refused-by-bank: The bank refused to give this statement: "Your password was incorrect" (code 15500).',
    );
  });

  test.each([
    ['no statement', '<OFX></OFX>', /^import\.no-rows/],
    ['no OFX', '<HTML>hello', /^import\.malformed/],
    ['nothing', '', /^import\.empty-file/],
    ['nesting without end', `<OFX>${'<STATUS>'.repeat(10_000)}`, /^import\.malformed: The file nests deeper/],
    ['a comment without end', `<OFX><!-- ${'x'.repeat(300_000)}`, /^import\.malformed/],
  ])('%s', async (_, text, message) => expect(await failure(read(text, {}, 1_000))).toMatch(message));

  test('the size limit holds', async () => {
    expect(await failure(read(movement('<NAME>x').repeat(100), { maxBytes: 2_000 }, 500))).toMatch(/^import\.too-large/);
  });

  test('an empty balance is a warning', async () => {
    const text = movement('<NAME>x').replace(
      '</STMTRS>',
      '<LEDGERBAL><BALAMT> </BALAMT><DTASOF>20110614</DTASOF></LEDGERBAL></STMTRS>',
    );
    const result = await read(text);
    expect(result.accounts).toEqual([{ ref: '77', kind: 'savings', currency: 'USD' }]);
    expect(result.warnings).toEqual([expect.objectContaining({ code: 'file.unreadable-balance' })]);
  });

  test('a memo of 10,000 characters is shortened and told', async () => {
    const result = await read(movement(`<MEMO>${'x'.repeat(10_000)}`));
    expect(result.rows[0]?.description).toBe('x'.repeat(2_000));
    expect(result.warnings).toEqual([expect.objectContaining({ code: 'row.text-shortened', line: 1 })]);
  });

  test.each([
    ['a name of 64 KiB of line ends', `<NAME>A${'\n'.repeat(64 * 1024 - 7)}until here and not further`, 'A until'],
    ['a section as long as allowed', `<NAME>A <![CDATA[${'\n'.repeat(64 * 1024 - 9)}]]>`, 'A'],
  ])('%s: cut at the same place, wherever the pieces end', async (_, body, description) => {
    const text = movement(body);
    const whole = await read(text);
    expect(whole.rows.map((row) => row.description)).toEqual([description]);
    for (const length of [1, 4_325, 65_000, 65_530, 65_700])
      expect([length, (await read(text, {}, length)).rows]).toEqual([length, whole.rows]);
  });

  test('a section that is too long is refused, wherever the pieces end', async () => {
    const text = movement(`<NAME>A <![CDATA[${'x'.repeat(70_000)}]]>`);
    for (const length of [1 << 20, 65_536, 4_325])
      expect(await failure(read(text, {}, length))).toMatch(/^import\.malformed: .*line 1 /);
  });

  test('many movements come in batches of bounded size', async () => {
    const result = await read(statement('<STMTTRN><DTPOSTED>20240101<TRNAMT>1</STMTTRN>'.repeat(1_250)), {}, 1_000);
    expect([result.rows.length, result.batches]).toEqual([1_250, 3]);
  });
});

test('dates are the bank’s own day', () => {
  expect(['20120603203135.547[-7:PDT]', '20120603', '201206032359', '20110727001702[-5:EST]', '2012-06-03'].map(ofxDate)).toEqual(
    ['2012-06-03', '2012-06-03', '2012-06-03', '2011-07-27', '2012-06-03'],
  );
  expect(['20120231', '00000000', '', '2012'].map(ofxDate)).toEqual([undefined, undefined, undefined, undefined]);
});

test('amounts have a point or a comma, and perhaps thousands', () => {
  expect(['-80', '12.5', '12,5', '1,234.56', '1.234,56', '1,234,567', '+3.00'].map((text) => ofxAmount(text, 2))).toEqual([
    -8000, 1250, 1250, 123456, 123456, 123456700, 300,
  ]);
  expect(() => ofxAmount('1,234', 2)).toThrow(/more than 2 decimals/);
});
