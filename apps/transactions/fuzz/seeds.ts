import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import iconv from 'iconv-lite';

import { day, playWorkbook } from '../test/played-workbook.js';
import type { Seed } from './mutations.js';

/** Files beside statements that are none. */
const NOT_STATEMENTS = /(?:LICENSE|README.*|\.json|\.md)$/i;
const MAX_SEED_BYTES = 200_000;

/** The statements under a folder, by name. */
export function seedsOf(folder: string): Seed[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_STATEMENTS.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: relative(folder, path), bytes: readFileSync(path) }))
    .filter(({ bytes }) => bytes.length > 0 && bytes.length <= MAX_SEED_BYTES);
}

const days = (count: number): string[] => Array.from({ length: count }, (_, i) => `2024-01-${String(i + 11)}`);
const swift = (date: string): string => date.slice(2).replaceAll('-', '');
const compact = (date: string): string => date.replaceAll('-', '');

const csv = (): string =>
  `Bank of Examples\n"Booking date";"Payee";"Text";"Amount";"Balance"\n${days(12)
    .map((date, i) => `${date};"Shop ""${i}""";Groceries, week ${i};-${i},${10 + i};${1000 - i},00`)
    .join('\n')}\n`;
const plainCsv = (): string =>
  `Date,Description,Debit,Credit,Balance\n${days(12)
    .map((date, i) => `${date.slice(8)}/01/2024,Payment ${i},${i % 3 ? `${i}.50` : ''},${i % 3 ? '' : '99.00'},${500 + i}.25`)
    .join('\r\n')}`;
const ofx = (): string =>
  `OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>42<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>
${days(10)
  .map(
    (date, i) =>
      `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>${compact(date)}120000[-5:EST]<TRNAMT>-${i}.50<FITID>f${i}<NAME>Caf\u00e9 ${i} &amp; more<MEMO>Table ${i}</STMTTRN>`,
  )
  .join('\n')}
</BANKTRANLIST><LEDGERBAL><BALAMT>100.00<DTASOF>20240131</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;
const investments = (): string =>
  `<?xml version="1.0"?><?OFX OFXHEADER="200"?><OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20240131</DTASOF><CURDEF>USD</CURDEF><INVACCTFROM><BROKERID>b</BROKERID><ACCTID>9</ACCTID></INVACCTFROM><INVTRANLIST>
${days(6)
  .map(
    (date, i) =>
      `<BUYMF><INVBUY><INVTRAN><FITID>i${i}</FITID><DTTRADE>${compact(date)}</DTTRADE></INVTRAN><SECID><UNIQUEID>FUND</UNIQUEID></SECID><UNITS>1.${i}</UNITS><TOTAL>-${i}.25</TOTAL></INVBUY></BUYMF>`,
  )
  .join(
    '\n',
  )}</INVTRANLIST><INVPOSLIST><POSMF><INVPOS><SECID><UNIQUEID>FUND</UNIQUEID></SECID><UNITS>6.1</UNITS><MKTVAL>60.5</MKTVAL></INVPOS></POSMF></INVPOSLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>`;
const qif = (): string =>
  `!Account\nNChecking\nTBank\n^\n!Type:Bank\nD12/31'23\nT1,000.00\nPOpening Balance\nL[Checking]\n^\n${days(10)
    .map(
      (_, i) =>
        `D1/${13 + i}'24\nT-${10 + i}.50\nN${1000 + i}\nPShop ${i}\nMNote\nLFood:Groceries/Home\nSFood\n$-${i}.50\nSHome\n$-10.00\n^`,
    )
    .join('\n')}\n!Type:Cat\nNFood\nDEating\n^\n`;
const camt = (): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>m</MsgId></GrpHdr><Stmt><Id>s</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-01-10</Dt></Dt></Bal>
${days(8)
  .map(
    (date, i) =>
      `<Ntry><Amt Ccy="EUR">${i}.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${date}</Dt></BookgDt><AcctSvcrRef>r${i}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>e${i}</EndToEndId></Refs><RmtInf><Ustrd>Rent ${i}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  )
  .join('\n')}
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">68.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-01-31</Dt></Dt></Bal></Stmt></BkToCstmrStmt></Document>`;
const mt940 = (): string =>
  `:20:STARTUMS\r\n:25:37040044/532013000\r\n:28C:1/1\r\n:60F:C240110EUR100,00\r\n${days(8)
    .map(
      (date, i) =>
        `:61:${swift(date)}${swift(date).slice(2)}D${i},50NMSCNONREF//B${i}\r\n:86:105?00LASTSCHRIFT?20SVWZ+Rent ${i}?32Landlord\r\n`,
    )
    .join('')}:62F:C240131EUR68,00\r\n-\r\n`;
const jsonl = (): string =>
  `{"kind":"steward","version":1}\n{"kind":"account","id":"a","name":"Main","currency":"EUR"}\n${days(8)
    .map(
      (date, i) =>
        `{"kind":"transaction","id":"t${i}","accountId":"a","bookedOn":"${date}","amountMinor":-${i}50,"currency":"EUR","description":"Shop ${i}"}`,
    )
    .join('\n')}\n{"kind":"end"}\n`;
const workbook = (): Buffer =>
  playWorkbook([
    { name: 'Notes', rows: [['Made by the bank']] },
    {
      name: 'List',
      rows: [['Statement'], [], ['Date', 'Payee', 'Amount'], ...days(20).map((_, i) => [day(45292 + i), `Shop ${i}`, -i - 0.5])],
    },
  ]);

/** Small statements of each format, made here. */
export function builtInSeeds(): Seed[] {
  const texts: [string, string, string?][] = [
    ['table.csv', csv()],
    ['plain.csv', plainCsv()],
    ['latin.csv', csv().replaceAll('Groceries', 'Größe für Bäckerei'), 'windows-1252'],
    ['wide.csv', csv(), 'utf-16le'],
    ['bank.ofx', ofx(), 'windows-1252'],
    ['broker.ofx', investments()],
    ['checking.qif', qif()],
    ['statement.xml', camt()],
    ['statement.sta', mt940()],
    ['export.jsonl', jsonl()],
  ];
  return [
    ...texts.map(([name, text, encoding = 'utf-8']) => ({ name, bytes: iconv.encode(text, encoding) })),
    { name: 'book.xlsx', bytes: workbook() },
  ];
}
