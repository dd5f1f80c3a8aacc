import fc from 'fast-check';
import iconv from 'iconv-lite';

import type { StatementAccount, StatementBatch, StatementRow } from '../statement.js';
import { readMt940 } from './read-mt940.js';

async function read(
  file: string | Uint8Array,
  options: { chunk?: number; partial?: boolean; currency?: string } = {},
): Promise<Required<StatementBatch>> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  async function* source(): AsyncGenerator<Uint8Array> {
    const size = options.chunk ?? bytes.length;
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const whole: Required<StatementBatch> = { rows: [], failed: [], accounts: [], positions: [], warnings: [], bytesRead: 0 };
  const accounts = new Map<string, StatementAccount>();
  const { currency = 'EUR', partial } = options;
  for await (const batch of readMt940(source(), { currency, partial, batchRows: 3 })) {
    whole.rows.push(...batch.rows);
    whole.failed.push(...batch.failed);
    whole.warnings.push(...(batch.warnings ?? []));
    for (const account of batch.accounts ?? []) accounts.set(account.ref, account);
    whole.bytesRead = batch.bytesRead;
  }
  return { ...whole, accounts: [...accounts.values()] };
}

const HEAD = ':20:STARTUMS\n:25:10020030/1234567\n:28C:5/1\n:60F:C240501EUR100,00\n';
/** A statement of movements without a closing balance; that is told, but not what is looked at here. */
const statement = (movements: string): string => `${HEAD}${movements}\n:62F:C240531EUR100,00\n-\n`;

async function onlyRow(movement: string): Promise<StatementRow> {
  const { rows, failed } = await read(statement(movement));
  expect([rows.length, failed]).toEqual([1, []]);
  return rows[0] as StatementRow;
}

describe('a movement (:61:)', () => {
  test('has value and booking date, signed amount, kind, the owner’s and the bank’s reference', async () => {
    expect(await onlyRow(':61:2405030502DR1234,56NTRFINV 7//B-99\nfee')).toEqual({
      line: 5,
      accountRef: '10020030/1234567',
      valueOn: '2024-05-03',
      bookedOn: '2024-05-02',
      amountMinor: -123456,
      currency: 'EUR',
      description: 'fee',
      bankId: 'B-99',
      reference: 'INV 7',
      bankCode: 'NTRF',
      status: 'booked',
    });
  });

  test.each([
    ['C', 1000],
    ['D', -1000],
    ['CR', 1000],
    ['DR', -1000],
    ['RC', -1000],
    ['RD', 1000],
    ['RCR', -1000],
    ['RDF', 1000],
  ])('with the mark %s is %i', async (mark, minor) => {
    expect((await onlyRow(`:61:240503${mark}10,NTRFNONREF`)).amountMinor).toBe(minor);
  });

  test('a reversal says so', async () => {
    expect((await onlyRow(':61:240503RC10,00NTRFNONREF\n:86:Refund')).notes).toBe('Reversal');
  });

  test.each([
    ['10,00', 1000],
    ['10,', 1000],
    ['10', 1000],
    ['10,5', 1050],
    ['0010,05', 1005],
    ['10.05', 1005],
    ['000000000000010,05', 1005],
  ])('of %s is %i cents', async (text, minor) => {
    expect((await onlyRow(`:61:240503C${text}NTRFNONREF`)).amountMinor).toBe(minor);
  });

  test.each([
    // Value date, entry date (MMDD), booked on: the nearest such day, also over New Year.
    ['231231', '0102', '2023-12-31', '2024-01-02'],
    ['240102', '1229', '2024-01-02', '2023-12-29'],
    ['240229', '0229', '2024-02-29', '2024-02-29'],
    ['991231', '0101', '1999-12-31', '2000-01-01'],
    ['800101', '0101', '1980-01-01', '1980-01-01'],
    ['790101', '0101', '2079-01-01', '2079-01-01'],
    // No such day: the value date holds.
    ['240503', '0000', '2024-05-03', '2024-05-03'],
  ])('of value %s and entry %s', async (value, entry, valueOn, bookedOn) => {
    expect(await onlyRow(`:61:${value}${entry}C1,00NTRFNONREF`)).toMatchObject({ valueOn, bookedOn });
  });

  test.each([
    ['230230', '2023-02-28'],
    ['230229', '2023-02-28'],
    ['240230', '2024-02-29'],
  ])('of %s, reckoned in months of 30 days, is of %s, with a warning', async (text, day) => {
    const { rows, warnings } = await read(statement(`:61:${text}C0,00NTRFNONREF`));
    expect(rows).toMatchObject([{ valueOn: day, bookedOn: day }]);
    expect(warnings).toMatchObject([{ code: 'row.date-moved', line: 5, message: expect.stringContaining(`"${text}"`) }]);
  });

  test.each([
    [':61:240231C1,00NTRFNONREF', 'row.bad-date'],
    [':61:240432C1,00NTRFNONREF', 'row.bad-date'],
    [':61:241301C1,00NTRFNONREF', 'row.bad-date'],
    [':61:C1,00NTRFNONREF', 'row.missing-date'],
    [':61:', 'row.missing-date'],
    [':61:240503NTRF', 'row.missing-amount'],
    [':61:240503C1,005NTRFNONREF', 'row.bad-amount'],
    [':61:240503C1,2,3NTRFNONREF', 'row.bad-amount'],
    [':61:240503C99999999999999999,00NTRFNONREF', 'row.amount-too-large'],
  ])('%s fails, and the next one is read', async (movement, code) => {
    const { rows, failed } = await read(statement(`${movement}\n:86:details\n:61:240503C2,00NTRFNONREF`));
    expect(failed).toEqual([{ line: 5, code, message: expect.any(String), excerpt: movement }]);
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([200]);
  });

  test('without a kind, without a reference, with a reference of 16 signs and the bank’s words behind it', async () => {
    expect(await onlyRow(':61:240503C1,00')).toEqual(expect.not.objectContaining({ bankCode: expect.anything() }));
    expect(await onlyRow(':61:240503C1,00NMSC')).toMatchObject({ bankCode: 'NMSC', description: '' });
    expect(await onlyRow(':61:240503C1,00N0600733959555      T-MOBILE')).toMatchObject({
      bankCode: 'N060',
      reference: '0733959555',
      description: 'T-MOBILE',
    });
    expect(await onlyRow(':61:240503C1,00S   X')).toMatchObject({ bankCode: 'S' });
  });

  test.each(['NONREF', 'NONREF//NONREF', 'NOTPROVIDED', '0//0'])('%s is no reference', async (reference) => {
    const row = await onlyRow(`:61:240503C1,00NTRF${reference}`);
    expect([row.reference, row.bankId]).toEqual([undefined, undefined]);
  });
});

describe('details (:86:)', () => {
  const detailed = (details: string): Promise<StatementRow> => onlyRow(`:61:240503C10,00NTRFNONREF\n:86:${details}`);

  test('free text: lines that are full go on, shorter ones end at a space', async () => {
    const full = 'A'.repeat(65);
    expect((await detailed(`first\n${full}\nbc\nlast`)).description).toBe(`first ${full}bc last`);
    expect((await detailed(`${'A'.repeat(61)}\nB`)).description).toBe(`${'A'.repeat(61)}B`);
  });

  test('several fields of one movement, and lines that only look like a field', async () => {
    expect((await detailed('one\n:86:two\n:12:11\n:86:three')).description).toBe('one two :12:11 three');
  });

  test('numbered subfields (German, Austrian, Polish banks)', async () => {
    const row = await detailed(
      '166?00GUTSCHRIFT?100399?20EREF+E-1?21KREF+K-1?22MREF+M-1?23CRED+C-1\n?24SVWZ+Rent for May and some?25 more words?30DRESDEFF?31DE14508800500194785000?32KARL\n?33KAUFMANN?34000',
    );
    expect(row).toMatchObject({
      description: 'Rent for May and some more words',
      counterparty: 'KARL KAUFMANN',
      counterpartyAccount: 'DE14508800500194785000',
      reference: 'K-1',
      notes: 'GUTSCHRIFT; End-to-end E-1; Mandate M-1; Creditor C-1',
    });
  });

  test('a subfield of 27 signs goes on in the next, also in the middle of a keyword', async () => {
    const row = await detailed('835?20EREF+123456789012345678901 S?21VWZ+Einkauf?32PayPal');
    expect(row).toMatchObject({ description: 'Einkauf', reference: '123456789012345678901' });
  });

  test('text without keywords is what the payer wrote; another sign may part the subfields', async () => {
    expect(await detailed('008?00DAUERAUFTRAG?20Miete November?32MUELLER')).toMatchObject({ description: 'Miete November' });
    expect(await detailed('000>20HUUR>21KANTOOR>32JAN>31NL91')).toMatchObject({
      description: 'HUUR KANTOOR',
      counterparty: 'JAN',
      counterpartyAccount: 'NL91',
    });
    expect(await detailed('020?00Card?38PL08106000760000?310000777?20What? No')).toMatchObject({
      description: 'What? No',
      counterpartyAccount: 'PL08106000760000',
    });
  });

  test('subfields 60 to 63 go on where 20 to 29 are full, else they have something of their own, or an address', async () => {
    const full = Array.from({ length: 10 }, (_, i) => `?2${i}${'x'.repeat(27)}`).join('');
    expect((await detailed(`105?00A${full}?60yes`)).description).toBe(`${'x'.repeat(270)}yes`);
    expect(await detailed('105?00A?20Tax?60ABWA+Office')).toMatchObject({ description: 'Tax', notes: 'For Office; A' });
    expect((await detailed(`105?00A${full}?60Street 1?64City`)).description).toBe('x'.repeat(270));
  });

  test('the reference that the movement points to (KREF+)', async () => {
    expect(await onlyRow(':61:240503D1,00NTRFKREF+//B\n:86:191?00SEPA?20KREF+MSG 7?21MTLG:File of 5')).toMatchObject({
      reference: 'MSG 7',
      description: 'File of 5',
    });
  });

  test('words between slashes (Dutch and Belgian banks)', async () => {
    const abn = await detailed(
      '/TRTP/SEPA OVERBOEKING/IBAN/NL12ABNA0123456789/BIC/ABNANL2A/NAME/J. Jansen/REMI/Factuur 7/2024\n/EREF/NOTPROVIDED',
    );
    expect(abn).toMatchObject({
      description: 'Factuur 7/2024',
      counterparty: 'J. Jansen',
      counterpartyAccount: 'NL12ABNA0123456789',
      notes: 'SEPA OVERBOEKING',
    });
    expect(abn).not.toHaveProperty('reference');
    const ing = await detailed('/EREF/E-7//CNTP/NL32INGB0000012345/INGBNL2A/ING BANK/AMSTERDAM///REMI/USTD//Rent May/');
    expect(ing).toMatchObject({
      description: 'Rent May',
      counterparty: 'ING BANK',
      counterpartyAccount: 'NL32INGB0000012345',
      reference: 'E-7',
    });
    expect(await detailed('/BENM//NAME/Kosten/REMI/Kwartaal/ISDT/2024-05-02')).toMatchObject({
      description: 'Kwartaal',
      counterparty: 'Kosten',
    });
  });

  test('labels (mBank, Knab)', async () => {
    expect(
      await detailed(
        '911 TRANSAKCJA COLLECT; ID IPH: XX01; Z RACH.: 56114010\n810000267002001001; OD: JAN NOWAK; TYT.: RENT; MAY   ; TNR: 179',
      ),
    ).toMatchObject({
      description: 'RENT; MAY',
      counterparty: 'JAN NOWAK',
      counterpartyAccount: '56114010810000267002001001',
      notes: '911 TRANSAKCJA COLLECT',
    });
    expect(await detailed('FACTUUR 7\nREK: NL65INGB0123456789/NAAM: PICQER')).toMatchObject({
      description: 'FACTUUR 7',
      counterparty: 'PICQER',
      counterpartyAccount: 'NL65INGB0123456789',
    });
  });

  test(':NS: subfields, a line each', async () => {
    expect(
      await onlyRow(':61:240503D5,00S051\n:NS:01Verwendungszweck 1\n02und 2\n15Empfaenger\n17Buchungstext\n3310918001\n34427907'),
    ).toMatchObject({
      description: 'Verwendungszweck 1 und 2',
      counterparty: 'Empfaenger',
      counterpartyAccount: '427907',
      notes: 'Buchungstext',
    });
  });

  test('the account’s own number is not the other side’s', async () => {
    expect(await detailed('166?00A?20B?311234567')).not.toHaveProperty('counterpartyAccount');
  });

  test('amounts before exchange, and charges in the amount', async () => {
    expect(await onlyRow(':61:240503D10,50NTRFX-1//B\n/OCMT/EUR10,//CHGS/EUR0,5/')).toMatchObject({ chargesMinor: 50 });
    expect(await onlyRow(':61:240503D10,50NTRFX-1//B\n/OCMT/USD12,//EXCH/1,142857/')).toMatchObject({
      original: { amountMinor: -1200, currency: 'USD', exchangeRate: '1.142857' },
    });
    expect((await onlyRow(':61:240503D10,50NTRFX-1//B\n:86:/OCMT/EUR10,5//CHGS/EUR0,5/')).notes).toContain('Charges 0.50 EUR');
  });

  test('words behind the closing balance belong to no movement', async () => {
    const { rows } = await read(`${HEAD}:61:240503C1,00NTRFNONREF\n:62F:C240531EUR101,00\n:86:Dear customer\n-`);
    expect(rows).toMatchObject([{ description: '' }]);
  });
});

describe('statements', () => {
  test('balances, with and without a currency, in debit, and of a day that is none', async () => {
    const { accounts } = await read(':20:A\n:25:1\n:60F:D230230DEM100,00\n:62M:C02032050,00\n-\n');
    expect(accounts).toEqual([
      {
        ref: '1',
        currency: 'DEM',
        openingBalanceMinor: -10000,
        openingBalanceOn: '2023-02-28',
        balanceMinor: 5000,
        balanceOn: '2002-03-20',
      },
    ]);
  });

  test('pages of a statement are one: the balance before the first and after the last', async () => {
    const page = (n: number, first: string, last: string): string =>
      `:20:A\n:25:1\n:28C:7/${n}\n${first}\n:61:240502C10,00NTRFNONREF\n${last}\n-\n`;
    const { accounts, rows, warnings } = await read(
      page(1, ':60F:C240501EUR0,', ':62M:C240502EUR10,') + page(2, ':60M:C240502EUR10,', ':62F:C240502EUR20,'),
    );
    expect(accounts).toMatchObject([{ openingBalanceMinor: 0, balanceMinor: 2000, balanceOn: '2024-05-02' }]);
    expect([rows.length, warnings]).toEqual([2, []]);
  });

  test.each([
    ['51210600/9223382012EUR', '51210600/9223382012', 'EUR'],
    ['1291.99.348EUR', '1291.99.348', 'EUR'],
    ['UBRTHUHB/123456789150/HUF', 'UBRTHUHB/123456789150', 'HUF'],
    ['TRIODOSBANK/0390123456', 'TRIODOSBANK/0390123456', undefined],
    ['12345ABC', '12345ABC', undefined],
  ])('the account %s is %s in %s', async (text, ref, currency) => {
    expect((await read(`:20:A\n:25:${text}\n`)).accounts).toEqual([currency ? { ref, currency } : { ref }]);
    expect((await read(`:20:A\n:25P:${text}\nABNANL2A\n`)).accounts).toMatchObject([{ ref }]);
  });

  test('several accounts, in the envelope, between other words, after an empty line, without a last line end', async () => {
    const block = `{1:F01BANKDEFFXXXX0000000000}{2:I940X}{4:\n${HEAD}:61:240503C1,00NTRFA//1\n:62F:C240531EUR101,00\n-}{5:{CHK:123}}`;
    const other = '\nABNANL2A\n940\n\n:20:B\n:25:77\n:60F:C240501CHF0,\n\n:61:240503C2,00NTRFB//2\n:62F:C240531CHF2,00';
    const { rows, accounts, warnings } = await read(block + other);
    expect(rows.map(({ accountRef, amountMinor, currency }) => [accountRef, amountMinor, currency])).toEqual([
      ['10020030/1234567', 100, 'EUR'],
      ['77', 200, 'CHF'],
    ]);
    expect(accounts).toHaveLength(2);
    expect(warnings.map(({ code }) => code)).toEqual(['file.other-currency']);
  });

  test('line ends of any kind, @@ for them, and control characters before fields', async () => {
    const file = statement(':61:240503C1,00NTRFA//1\n:86:Rent\n:61:240503D1,00NTRFB//2');
    const whole = await read(file);
    expect(whole.rows).toHaveLength(2);
    for (const end of ['\r\n', '\r', '@@']) expect((await read(file.replaceAll('\n', end))).rows).toEqual(whole.rows);
    expect((await read(file.replace(/^:/gm, '\x01:'))).rows).toEqual(whole.rows);
  });

  test('one number in two currencies is two accounts', async () => {
    const { accounts } = await read(
      ':20:A\n:25:1\n:60F:C240501EUR1,00\n:62F:C240501EUR1,00\n:20:B\n:25:1\n:60F:C240501USD2,00\n:62F:C240501USD2,00\n',
    );
    expect(accounts.map(({ ref, currency, balanceMinor }) => [ref, currency, balanceMinor])).toEqual([
      ['1', 'EUR', 100],
      ['1 USD', 'USD', 200],
    ]);
  });

  test('a movement behind the end of the statement belongs to its account', async () => {
    expect((await read(`${statement(':61:240503C1,00NTRFA')}:61:240504C2,NTRFB\n`)).rows).toMatchObject([
      { accountRef: '10020030/1234567', currency: 'EUR' },
      { accountRef: '10020030/1234567', currency: 'EUR', amountMinor: 200 },
    ]);
  });

  test('movements that do not lead from one balance to the other are told', async () => {
    const { warnings } = await read(statement(':61:240503C1,00NTRFA'));
    expect(warnings).toMatchObject([{ code: 'file.unbalanced' }]);
  });

  test('old encodings', async () => {
    const file = statement(':61:240503C0,00NTRFA\n:86:Überweisung für Größe, Müller, Bäcker');
    expect((await read(iconv.encode(file, 'windows-1252'))).rows[0]?.description).toBe('Überweisung für Größe, Müller, Bäcker');
  });

  test('half a character of UTF-16 is told and shown as one that is not known', async () => {
    const bytes = iconv.encode(statement(':61:240503C0,00NTRFA\n:86:one😀two'), 'utf-16le', { addBOM: true });
    const at = bytes.indexOf(Buffer.from('😀', 'utf16le'));
    const { rows, warnings } = await read(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 2)]));
    expect(rows[0]?.description).toBe('one\ufffdtwo');
    expect(warnings.map(({ code }) => code)).toEqual(['file.undecodable-bytes']);
    // Of four bytes each, so that one of two places where the reader cuts a file (64 KiB) is in the middle of a character.
    for (const encoding of ['utf-16le', 'utf-16be'])
      for (const before of ['', 'x']) {
        const long = statement(`:61:240503C0,00NTRFA\n:86:${before}${'😀'.repeat(40_000)}`);
        const { warnings: told } = await read(iconv.encode(long, encoding, { addBOM: true }));
        expect(told.map(({ code }) => code)).toEqual(['row.text-shortened']);
      }
  });

  test('without a currency the account that is imported into decides the decimals', async () => {
    expect((await read(':25:1\n:61:240503C100NTRFA\n', { currency: 'JPY' })).rows).toMatchObject([{ amountMinor: 100 }]);
    expect((await read(':25:1\n:61:240503C100NTRFA\n', { currency: 'JPY' })).rows[0]).not.toHaveProperty('currency');
  });
});

describe('interim reports (MT942)', () => {
  const report = (sums: string): string =>
    `:20:R\n:25:1\n:28C:1/1\n:34F:USDD0,\n:34F:USDC0,\n:13D:2405031200+0100\n:61:240503D10,00NTRFA//1\n:61:240503EC5,00NTRFB//2\n${sums}-\n`;

  test('their currency is that of the floor limit; expected movements are pending', async () => {
    const { rows, accounts, warnings } = await read(report(':90D:1USD10,00\n:90C:0USD0,\n'));
    expect(rows.map(({ amountMinor, currency, status }) => [amountMinor, currency, status])).toEqual([
      [-1000, 'USD', 'booked'],
      [500, 'USD', 'pending'],
    ]);
    expect(accounts).toEqual([{ ref: '1', currency: 'USD' }]);
    expect(warnings.map(({ code }) => code)).toEqual(['file.other-currency']);
  });

  test('what the bank counted is held against what was read', async () => {
    const { warnings } = await read(report(':90D:2USD30,00\n'));
    expect(warnings.map(({ code }) => code)).toEqual(['file.other-currency', 'file.unbalanced']);
  });

  test('a floor limit leaves movements out, and says so', async () => {
    const { warnings } = await read(':20:R\n:25:1\n:34F:EUR100,00\n');
    expect(warnings).toMatchObject([{ code: 'file.floor-limit', message: expect.stringContaining('100,00 EUR') }]);
  });
});

describe('files that are not what they should be', () => {
  test.each([
    ['1\n2\n3\n', 'import.not-a-statement'],
    [':20:T\n', 'import.no-rows'],
    [':62F:C140901EUR137,00\n', 'import.no-rows'],
    ['', 'import.empty-file'],
  ])('%j is refused', async (file, code) => {
    await expect(read(file)).rejects.toMatchObject({ name: 'StatementError', code });
  });

  test('a balance that cannot be read is told', async () => {
    const { accounts, warnings } = await read(':20:A\n:25:1\n:60F:X240501EUR1,00\n:62F:C240501QQQ1,00\n');
    expect(accounts).toEqual([{ ref: '1' }]);
    expect(warnings.map(({ code, line }) => [code, line])).toEqual([
      ['file.unreadable-balance', 3],
      ['file.unreadable-balance', 4],
    ]);
  });

  test('very long lines and fields do no harm', async () => {
    const { rows, warnings } = await read(statement(`:61:240503C1,00NTRFA\n:86:${'x'.repeat(500_000)}\n${'y\n'.repeat(10_000)}`));
    expect(rows[0]?.description).toHaveLength(2_000);
    expect(warnings.map(({ code }) => code)).toContain('row.text-shortened');
  });

  test('a file cut anywhere gives a beginning of its rows, and says that it is cut', async () => {
    const file = Buffer.from(
      `${HEAD}:61:2405030503C11,23NTRFA//12345\nmore\n:86:166?00GUTSCHRIFT?20SVWZ+Rent\n:61:240504D10,00NTRFB//2\n:62F:C240531EUR101,23`,
    );
    const { rows: whole } = await read(file);
    expect(whole.map(({ amountMinor }) => amountMinor)).toEqual([1123, -1000]);
    for (let end = HEAD.length + 2; end < file.length; end++) {
      const { rows, failed, warnings } = await read(file.subarray(0, end));
      const isLineEnd = file[end - 1] === 10;
      // At the end of a line the last movement may be whole or not: it is taken as it stands.
      expect(rows.slice(0, isLineEnd ? -1 : undefined)).toEqual(
        whole.slice(0, isLineEnd ? Math.max(0, rows.length - 1) : rows.length),
      );
      const told = [...failed, ...warnings].map(({ code }) => code);
      expect([end, told.some((code) => /cut-off|unreadable-balance/.test(code))]).toEqual([end, rows.length + failed.length > 0]);
      const head = await read(file.subarray(0, end), { partial: true });
      expect([head.failed, head.warnings]).toEqual([[], []]);
      expect(head.rows).toEqual(whole.slice(0, head.rows.length));
    }
  });
});

test('any chunks of the bytes give the same', async () => {
  const file = Buffer.from(
    statement(
      ':61:240503C1,00NTRFA//1\r\n:86:Rückzahlung 😀\r\nzwei@@:61:240232C1,NTRF\r:86:/NAME/Zoë/REMI/a/EREF/1\n:61:240503D1,00NTRFB//2\nnoch was',
    ),
  );
  const whole = await read(file);
  expect([whole.rows.length, whole.failed.length]).toEqual([2, 1]);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: file.length }), async (chunk) => {
      expect(await read(file, { chunk })).toEqual(whole);
    }),
    { numRuns: 60, examples: [[1], [2], [3]] },
  );
});
