import { deflateRawSync } from 'node:zlib';
import { readRateFile } from './read-rate-file.js';

const read = async (text: string | Buffer) => {
  const { rates, bad, badCount, unknown } = await readRateFile(Buffer.from(text));
  return { rates: rates.map(({ currency, day, rate }) => `${day} ${currency} ${rate}`), bad, badCount, unknown: [...unknown] };
};

const envelope = (days: string) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>${days}</Cube>
</gesmes:Envelope>`;

describe('a file of the European Central Bank', () => {
  it('is the history as CSV, with a comma after the last value and gaps', async () => {
    const file = 'Date,USD,JPY,EEK,\n2026-03-03,1.0463,155.84,N/A,\n2026-03-02,1.0405,156.02,15.6466,\n';
    expect(await read(file)).toEqual({
      rates: [
        '2026-03-03 USD 1.0463',
        '2026-03-03 JPY 155.84',
        '2026-03-02 USD 1.0405',
        '2026-03-02 JPY 156.02',
        '2026-03-02 EEK 15.6466',
      ],
      bad: [],
      badCount: 0,
      unknown: [],
    });
  });

  it('is one day as CSV, with blanks and the month by name', async () => {
    const { rates, badCount } = await read('\uFEFFDate, USD, JPY, \r\n02 March 2026, 1.0405, 156.02, \r\n');
    expect(rates).toEqual(['2026-03-02 USD 1.0405', '2026-03-02 JPY 156.02']);
    expect(badCount).toBe(0);
  });

  it('is XML of one day or of many', async () => {
    const days = `
      <Cube time='2026-03-03'><Cube currency='USD' rate='1.0463'/><Cube currency='JPY' rate='155.84'/></Cube>
      <Cube time="2026-03-02"><Cube currency="USD" rate="1.0405"/></Cube>`;
    expect((await read(envelope(days))).rates).toEqual([
      '2026-03-03 USD 1.0463',
      '2026-03-03 JPY 155.84',
      '2026-03-02 USD 1.0405',
    ]);
  });

  it('is a zip archive of one of them', async () => {
    const csv = 'Date,USD,\n2026-03-02,1.0405,\n';
    expect((await read(zipped('eurofxref-hist.csv', csv))).rates).toEqual(['2026-03-02 USD 1.0405']);
    await expect(read(zipped('eurofxref-hist.csv', csv).subarray(0, 40))).rejects.toThrow(/zip archive cannot be read/);
  });

  it('loses only the lines that are wrong, and says which', async () => {
    const file = [
      'Date,USD,JPY',
      '2026-02-30,1.04,156',
      '2026-03-02,abc,156.02',
      '2026-03-03,1.0463',
      '2026-03-04,-1.05,0',
      '2026-03-05,1.0501,155.10',
      '2026-03-05,1.0502,155.10',
      '2026-03-06,"1.0511",155.2',
    ].join('\n');
    expect(await read(file)).toEqual({
      rates: [
        '2026-03-02 JPY 156.02',
        '2026-03-05 USD 1.0501',
        '2026-03-05 JPY 155.10',
        '2026-03-06 USD 1.0511',
        '2026-03-06 JPY 155.2',
      ],
      bad: [
        { line: 2, problem: '"2026-02-30" is not a day' },
        { line: 3, problem: '"abc" is not a rate of USD' },
        { line: 4, problem: '1 values where the first line names 2 currencies' },
        { line: 5, problem: '"-1.05" is not a rate of USD' },
        { line: 5, problem: '"0" is not a rate of JPY' },
        { line: 7, problem: 'A second rate of USD on 2026-03-05: 1.0502, after 1.0501' },
      ],
      badCount: 6,
      unknown: [],
    });
    const xml = envelope(
      `<Cube time='never'><Cube currency='USD' rate='1'/></Cube><Cube time='2026-03-02'><Cube currency='USD'/></Cube>`,
    );
    expect((await read(xml)).bad.map(({ problem }) => problem)).toEqual(['"never" is not a day', '"" is not a rate of USD']);
  });

  it('may name currencies that nobody knows', async () => {
    expect(await read('Date,USD,ZZZ,\n2001-01-02,0.9423,0.5745,\n')).toMatchObject({
      rates: ['2001-01-02 USD 0.9423'],
      badCount: 0,
      unknown: ['ZZZ'],
    });
  });

  it.each([
    ['a bank statement', 'Date,Amount,Description\n2026-01-01,1.00,x\n', /first line/],
    ['nothing', '', /first line/],
    ['other XML', '<a><b/></a>', /no rates/],
    ['broken XML', envelope(`<Cube time='2026-03-02'>`), /damaged/],
    ['XML with entities', `<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, /document type/],
    ['XML without an end', '<Cube>'.repeat(100), /too deep/],
  ])('is not %s', async (_name, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });
});

/** A zip archive of one file, written by hand: local header, content, central directory, end. */
function zipped(name: string, text: string): Buffer {
  const content = deflateRawSync(text);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0); // version needed
  common.writeUInt16LE(8, 4); // deflate
  common.writeUInt32LE(crc32(Buffer.from(text)), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(text.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), content]);
  const directory = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, directory, Buffer.from('PK\x05\x06'), end]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
