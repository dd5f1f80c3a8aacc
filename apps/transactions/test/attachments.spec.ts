import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { deflateSync } from 'node:zlib';
import type { CallContext } from '#rpc';
import { SweepBlobsService } from '../src/attachments/sweep-blobs.service.js';
import { Ledger } from './ledger.harness.js';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#3a7' } });

/** A PNG of a few bytes whose header claims any size. */
function hugePng(width: number, height: number): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes: Buffer) => {
    let c = 0xffffffff;
    for (const byte of bytes) c = crcTable[(c ^ byte) & 0xff]! ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
  };
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(8 + data.length + 4);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), 8 + data.length);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8); // one bit, grey
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a receipt', () => {
  let ledger: Ledger;
  let call: CallContext;
  let accountId: string;
  let transactionId: string;
  beforeAll(async () => {
    ledger = await Ledger.start();
  });
  afterAll(() => ledger.stop());
  beforeEach(async () => {
    call = ledger.newUser();
    accountId = await ledger.newAccount(call);
    transactionId = await newTransaction();
  });

  const newTransaction = async () =>
    (await ledger.client.createTransaction({ accountId, bookedOn: '2026-03-14', amountMinor: -1, description: 'SHOP' }, call)).id;
  const attach = async (content: Buffer, fileName: string, to = transactionId) =>
    ledger.client.addAttachment({ transactionId: to, uploadKey: await ledger.upload(call, content), fileName }, call);
  const read = async (id: string, thumbnail = false) => {
    const { blobKey, ...file } = await ledger.client.locateAttachment({ id, thumbnail }, call);
    return { ...file, content: await buffer(await ledger.blobs.get(blobKey)) };
  };
  /** Keys of the user's files on the list of those that belong to nothing, now or within an hour. */
  const discarded = async () =>
    (
      await ledger.database.query(`select blob_key as key from transactions.discarded_blob where blob_key like $1 order by 1`, [
        `attachments/${call.user!.id}/%`,
      ])
    ).map(({ key }: { key: string }) => key) as string[];

  it.each<[string, () => Promise<Buffer>, string, string]>([
    ['JPEG', () => plain(900, 600).jpeg().toBuffer(), 'till.JPG', 'image/jpeg'],
    ['PNG', () => plain(40, 30).png().toBuffer(), 'till.png', 'image/png'],
    ['WebP', () => plain(40, 30).webp().toBuffer(), 'till.webp', 'image/webp'],
  ])('may be a %s, which is kept byte for byte beside a small picture', async (_name, make, fileName, mediaType) => {
    const content = await make();
    const made = await attach(content, fileName);
    expect(made).toEqual({
      id: expect.any(String),
      transactionId,
      fileName,
      mediaType,
      bytes: content.byteLength,
      sha256: createHash('sha256').update(content).digest('hex'),
      hasThumbnail: true,
      createdAt: expect.any(String),
    });
    expect(await read(made.id)).toEqual({ fileName, mediaType, bytes: content.byteLength, content });
    const small = await sharp((await read(made.id, true)).content).metadata();
    expect([small.format, small.width, small.height]).toEqual(mediaType === 'image/jpeg' ? ['webp', 320, 213] : ['webp', 40, 30]);
    expect((await ledger.client.listAttachments({ id: transactionId }, call)).items).toEqual([made]);
    expect((await ledger.client.getTransaction({ id: transactionId }, call)).attachmentCount).toBe(1);
    expect(await discarded()).toEqual([]);
  });

  it('shows upright what the camera held upright', async () => {
    const lying = await plain(100, 50).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { width, height } = await sharp((await read((await attach(lying, 'a.jpg')).id, true)).content).metadata();
    expect([width, height]).toEqual([50, 100]);
  });

  it('may be a PDF, which has no small picture', async () => {
    const made = await attach(PDF, 'invoice.pdf');
    expect(made).toMatchObject({ mediaType: 'application/pdf', hasThumbnail: false });
    expect((await read(made.id)).content).toEqual(PDF);
    await expect(read(made.id, true)).rejects.toMatchObject({ code: 'attachments.not-found' });
  });

  it('is what its content says, and is named so', async () => {
    const png = await plain(4, 4).png().toBuffer();
    expect(await attach(png, 'paper.pdf')).toMatchObject({ mediaType: 'image/png', fileName: 'paper.pdf.png' });
    expect(await attach(PDF, '../../etc/\u202efdp.exe')).toMatchObject({ fileName: 'fdp.exe.pdf' });
  });

  it.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['HTML named as a picture', () => Buffer.from('<html><script>alert(1)</script>'), 'whatever its name says'],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'whatever its name says'],
    ['a GIF', () => plain(4, 4).gif().toBuffer(), 'whatever its name says'],
    ['a HEIC picture', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'send it as a JPEG'],
    ['nothing', () => Buffer.alloc(0), 'empty'],
    ['a picture that breaks off', async () => (await plain(300, 300).png().toBuffer()).subarray(0, 200), 'damaged'],
    ['a JPEG of noise', () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(500, 7)]), 'damaged'],
    ['a picture that would fill the memory', () => hugePng(60_000, 60_000), '60000 × 60000'],
    ['a PDF that breaks off', () => PDF.subarray(0, 40), 'its end is missing'],
  ])('is not %s, and nothing is kept', async (_name, make, reason) => {
    await expect(attach(await make(), 'receipt.png')).rejects.toMatchObject({
      code: 'attachments.unreadable',
      message: expect.stringContaining(reason),
    });
    expect((await ledger.client.listAttachments({ id: transactionId }, call)).items).toEqual([]);
    expect(await discarded()).toEqual([]);
  });

  it('is there once however often its content is sent, and on another transaction again', async () => {
    const first = await attach(PDF, 'a.pdf');
    expect(await attach(PDF, 'b.pdf')).toEqual(first);
    expect((await attach(PDF, 'a.pdf', await newTransaction())).id).not.toBe(first.id);
    expect((await ledger.client.listAttachments({ id: transactionId }, call)).items).toHaveLength(1);
  });

  it('is one of 20 at most', async () => {
    const pdf = (n: number) => Buffer.concat([PDF, Buffer.from(`${n}`)]);
    for (let n = 0; n < 20; n++) await attach(pdf(n), `${n}.pdf`);
    await expect(attach(pdf(20), '20.pdf')).rejects.toMatchObject({ code: 'attachments.too-many' });
    expect((await ledger.client.getTransaction({ id: transactionId }, call)).attachmentCount).toBe(20);
  });

  it('keeps its transaction when the import of it is undone', async () => {
    await attach(PDF, 'a.pdf');
    const rows = await ledger.database.query('select edited_at from transactions.transaction where id = $1', [transactionId]);
    expect(rows[0].edited_at).toBeInstanceOf(Date);
  });

  describe('leaves no file behind', () => {
    const sweep = () => ledger.part(SweepBlobsService).sweep();
    const keysOf = async (id: string) => {
      const file = await ledger.client.locateAttachment({ id }, call);
      const small = await ledger.client.locateAttachment({ id, thumbnail: true }, call);
      return [file.blobKey, small.blobKey];
    };
    const left = async (keys: string[]) => (await Promise.all(keys.map((key) => ledger.blobs.head(key)))).filter(Boolean).length;

    it.each<[string, (attachmentId: string) => Promise<unknown>]>([
      ['when it is deleted', (id) => ledger.client.deleteAttachment({ id }, call)],
      ['when its transaction is', () => ledger.client.deleteTransaction({ id: transactionId }, call)],
      ['when many are', () => ledger.client.bulkDelete({ filter: {} }, call)],
      ['when its account is', () => ledger.client.deleteAccount({ id: accountId, withTransactions: true }, call)],
    ])('%s', async (_name, remove) => {
      const { id } = await attach(await plain(9, 9).png().toBuffer(), 'a.png');
      const keys = await keysOf(id);
      expect(await left(keys)).toBe(2);
      await sweep();
      expect(await left(keys)).toBe(2);
      await remove(id);
      await expect(ledger.client.locateAttachment({ id }, call)).rejects.toMatchObject({ code: 'attachments.not-found' });
      expect(await discarded()).toEqual(keys.sort());
      await sweep();
      expect(await left(keys)).toBe(0);
      expect(await discarded()).toEqual([]);
    });

    it('when it was not needed: what is written before it belongs waits an hour, then goes', async () => {
      await attach(PDF, 'a.pdf');
      await attach(PDF, 'a.pdf');
      const keys = await discarded();
      expect(keys).toHaveLength(1);
      await sweep();
      expect(await left(keys)).toBe(1);
      await ledger.database.query(`update transactions.discarded_blob set due_at = now() where blob_key = any($1)`, [keys]);
      await sweep();
      expect(await left(keys)).toBe(0);
      expect((await ledger.client.listAttachments({ id: transactionId }, call)).items).toHaveLength(1);
    });
  });

  it("is nobody else's: neither by its id nor by the key of an upload", async () => {
    const { id } = await attach(PDF, 'a.pdf');
    const stranger = ledger.newUser();
    for (const attempt of [ledger.client.locateAttachment({ id }, stranger), ledger.client.deleteAttachment({ id }, stranger)]) {
      await expect(attempt).rejects.toMatchObject({ code: 'attachments.not-found' });
    }
    await expect(ledger.client.listAttachments({ id: transactionId }, stranger)).rejects.toMatchObject({
      code: 'transactions.not-found',
    });
    const theirs = await ledger.upload(stranger, PDF);
    await expect(
      ledger.client.addAttachment({ transactionId, uploadKey: theirs, fileName: 'a.pdf' }, call),
    ).rejects.toMatchObject({
      code: 'storage.not-found',
    });
  });
});
