import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddAttachmentInput } from '#contracts/transactions';
import { ServiceError } from '#rpc';
import { BlobStore } from '#storage';
import { ADA, startGateway, type TestGateway } from './support/start-gateway.js';

const LIMIT = 4096;
const ID = '33333333-3333-4333-8333-333333333333';
const KEPT = `attachments/${ADA}/kept`;

let gateway: TestGateway;
const taken: AddAttachmentInput[] = [];

beforeAll(async () => {
  gateway = await startGateway({
    config: { maxAttachmentBytes: LIMIT },
    transactions: {
      addAttachment: async (input) => {
        taken.push(input);
        if (input.fileName.endsWith('.html')) throw new ServiceError('attachments.unreadable', 'no picture');
        return {
          id: ID,
          transactionId: input.transactionId,
          fileName: input.fileName,
          mediaType: 'image/png',
          bytes: 3,
          sha256: '',
          hasThumbnail: true,
          createdAt: '',
        };
      },
      locateAttachment: async ({ id, thumbnail }) => {
        if (id !== ID) throw new ServiceError('attachments.not-found', 'none');
        return thumbnail
          ? { blobKey: KEPT, fileName: 'a.webp', mediaType: 'image/webp' }
          : { blobKey: KEPT, fileName: 'Quittung „März" 100%\r\n.png', mediaType: 'image/png', bytes: 7 };
      },
    },
  });
  await gateway.app.get(BlobStore, { strict: false }).put(
    KEPT,
    (async function* () {
      yield Buffer.from('content');
    })(),
  );
});

afterAll(() => gateway.stop());

async function attach(content: Uint8Array | string, fileName: string): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob([content]), fileName);
  return fetch(`${gateway.url}/api/v1/transactions/${ID}/attachments`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${await gateway.token(ADA)}` },
  });
}

const uploadsKept = () => readdir(join(gateway.config.dataFolder, 'blobs', 'uploads', ADA)).catch(() => []);

describe('a receipt', () => {
  it('reaches the service as the key of an upload, which is gone afterwards', async () => {
    const response = await attach('png', 'till.png');
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ id: ID, transactionId: ID });
    expect(taken.at(-1)).toEqual({
      transactionId: ID,
      fileName: 'till.png',
      uploadKey: expect.stringMatching(new RegExp(`^uploads/${ADA}/[0-9a-f-]{36}$`)),
    });
    expect(await uploadsKept()).toEqual([]);
  });

  it('that is refused leaves nothing either', async () => {
    const response = await attach('<html>', 'till.html');
    expect([response.status, await response.json()]).toEqual([422, expect.objectContaining({ code: 'attachments.unreadable' })]);
    expect(await uploadsKept()).toEqual([]);
  });

  it('may be exactly as large as the limit of receipts, and no byte larger', async () => {
    expect((await attach(new Uint8Array(LIMIT), 'full.png')).status).toBe(201);
    const response = await attach(new Uint8Array(LIMIT + 1), 'large.png');
    expect([response.status, await response.json()]).toEqual([413, expect.objectContaining({ code: 'storage.too-large' })]);
    expect(await uploadsKept()).toEqual([]);
  });

  it('comes back under its name and kind, and may do nothing in a browser', async () => {
    const response = await gateway.send('GET', `/api/v1/attachments/${ID}/file`, { as: ADA });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('content');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '7',
      'content-disposition': `inline; filename="Quittung _M_rz_ 100___.png"; filename*=UTF-8''Quittung%20%E2%80%9EM%C3%A4rz%22%20100%25%0D%0A.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox$/),
      'cache-control': expect.stringContaining('private'),
    });
    const saved = await gateway.send('GET', `/api/v1/attachments/${ID}/file?download=true`, { as: ADA });
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; /);
    await saved.text();
    const small = await gateway.send('GET', `/api/v1/attachments/${ID}/thumbnail`, { as: ADA });
    expect([small.headers.get('content-type'), await small.text()]).toEqual(['image/webp', 'content']);
  });

  it('is not there for others, nor without a user', async () => {
    expect((await gateway.send('GET', `/api/v1/attachments/${randomUUID()}/file`, { as: ADA })).status).toBe(404);
    expect((await gateway.send('GET', `/api/v1/attachments/${ID}/file`)).status).toBe(401);
    expect((await gateway.send('GET', '/api/v1/attachments/1/file', { as: ADA })).status).toBe(400);
  });
});
