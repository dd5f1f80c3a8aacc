import iconv from 'iconv-lite';

import { detectFormat } from './file-kind.js';
import { StatementError } from './statement.js';
import { detectEncoding } from './text-encoding.js';

function refusal(bytes: Uint8Array, name = 'export.csv'): string {
  try {
    return `read as ${detectFormat(bytes, name)}`;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

describe('what a file is', () => {
  test.each([
    ['a CSV file', 'Date,Amount\n2024-01-01,5\n', 'csv'],
    ['OFX 1', 'OFXHEADER:100\nDATA:OFXSGML\n\n<OFX></OFX>', 'ofx'],
    ['OFX 2', '<?xml version="1.0"?>\n<?OFX OFXHEADER="200"?>\n<OFX></OFX>', 'ofx'],
    ['QIF', '!Type:Bank\nD1/2/24\nT5\n^\n', 'qif'],
    ['QIF that lost its header', 'D1/2/24\nT5\nPShop\n^\n', 'qif'],
    ['a workbook', 'PK\x03\x04\x14\x00\x06\x00', 'xlsx'],
    ['OFX without a header, named .csv', '\n\n<OFX>\n<SIGNONMSGSRSV1>', 'ofx'],
  ])('%s', (_, text, format) => expect(detectFormat(Buffer.from(text), 'export.csv')).toBe(format));

  test('OFX in UTF-16', () => {
    expect(detectFormat(iconv.encode('<?xml version="1.0"?><OFX></OFX>', 'utf-16', { addBOM: true }), 'a.ofx')).toBe('ofx');
  });

  test.each([
    [
      'a PDF renamed .csv',
      Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj', 'latin1'),
      /^import\.not-a-statement: .*is a PDF document/,
    ],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), /^import\.not-a-statement: .*\.xls/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), /^import\.not-a-statement: .*picture/],
    [
      'other binary data',
      Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 167 + (i >> 3)) % 256)),
      /^import\.not-a-statement: .*binary/,
    ],
    ['a web page', Buffer.from('<!DOCTYPE html><html><body>Sign in</body></html>'), /^import\.not-a-statement: .*web page/],
    ['another XML', Buffer.from('<?xml version="1.0"?><invoice/>'), /^import\.not-a-statement: .*XML/],
    ['JSON', Buffer.from('[{"a":1}]'), /^import\.not-a-statement: .*JSON/],
    ['nothing', Buffer.alloc(0), /^import\.empty-file/],
    ['nothing but spaces', Buffer.from(' \r\n\t\n'), /^import\.empty-file/],
    ['nothing but NULs', Buffer.alloc(5_000), /^import\.empty-file/],
  ])('%s is refused by name', (_, bytes, message) => expect(refusal(bytes)).toMatch(message));

  test('a text with a few NULs is still a text', () => {
    expect(detectFormat(Buffer.from(`Date,Text,Amount\n2024-01-01,a\0b,5\n${'2024-01-02,x,1\n'.repeat(20)}`))).toBe('csv');
  });
});

describe('encodings', () => {
  const german = 'Datum;Empfänger;Betrag\n01.02.2024;Bäckerei Größe Öl;-5,00 €\n02.02.2024;Müller Straße;3,00 €\n';
  const czech =
    'Datum zaúčtování;Název protiúčtu;Částka;Měna\n01.02.2024;Nájem, žluťoučký kůň;-5,00;CZK\n02.02.2024;Šťastný příjemce;3,00;CZK\n';
  const polish =
    'Data operacji;Opis operacji;Kwota\n2024-02-01;ŻABKA Łódź, zakupy spożywcze;-5,00\n2024-02-02;Świąteczna wypłata wynagrodzeń;3,00\n';
  test.each([
    ['utf-8', german, 'utf-8'],
    ['utf-8', czech, 'utf-8'],
    ['utf-16le', german, 'utf-16le'],
    ['utf-16be', polish, 'utf-16be'],
    ['windows-1252', german, 'windows-1252'],
    ['windows-1250', czech, 'windows-1250'],
    ['windows-1250', polish, 'windows-1250'],
    ['iso-8859-2', polish, 'iso-8859-2'],
    ['iso-8859-2', czech, 'iso-8859-2'],
    ['gb18030', '交易日期,交易摘要,金额\n2024-02-01,超市购物消费支出,-5.00\n2024-02-02,工资收入转账存款,3.00\n', 'gb18030'],
  ])('%s is found without a mark', (encoding, text, expected) => {
    const bytes = iconv.encode(text, encoding, { addBOM: false });
    expect(iconv.decode(bytes, detectEncoding(bytes).encoding)).toBe(text);
    expect(detectEncoding(bytes).encoding).toBe(expected);
  });

  test('marks are believed', () => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'])
      expect(detectEncoding(iconv.encode('Datum', encoding, { addBOM: true }))).toEqual({ encoding, certain: true });
  });

  test('a head that ends in the middle of a character is UTF-8 still', () => {
    expect(detectEncoding(Buffer.from('Größe').subarray(0, 4))).toEqual({ encoding: 'utf-8', certain: true });
  });

  test('UTF-8 with one broken byte among many good ones stays UTF-8, but is not certain', () => {
    const bytes = Buffer.concat([Buffer.from('ä'.repeat(40)), Buffer.from([0xff]), Buffer.from('ö'.repeat(40))]);
    expect(detectEncoding(bytes)).toEqual({ encoding: 'utf-8', certain: false });
  });
});
