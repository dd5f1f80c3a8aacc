import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type DataSource } from 'typeorm';
import { databaseToken } from '#database';
import { BlobStore } from '#storage';
import { ExpireUploadsService } from '../src/uploads/expire-uploads.service.js';
import { UploadStore } from '../src/uploads/upload.store.js';
import { ADA, startGateway, type TestGateway } from './support/start-gateway.js';

const LIMIT = 64 * 1024;

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ config: { maxUploadBytes: LIMIT } });
});

afterAll(() => gateway.stop());

async function upload(content: Uint8Array | string, fileName: string, field = 'file'): Promise<Response> {
  const form = new FormData();
  form.append(field, new Blob([content]), fileName);
  return fetch(`${gateway.url}/api/v1/uploads`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${await gateway.token(ADA)}` },
  });
}

/** Every file of the blob store, whole or half. */
async function filesKept(): Promise<string[]> {
  const folder = join(gateway.config.dataFolder, 'blobs');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('an uploaded file', () => {
  it('is kept under its user, byte for byte', async () => {
    const content = 'Date,Amount\n2026-01-01,-12.50\n€';
    const response = await upload(content, '../../märz\u0000 2026.csv');
    expect(response.status).toBe(201);
    const { uploadKey, fileName, bytes } = (await response.json()) as { uploadKey: string; fileName: string; bytes: number };
    expect(uploadKey).toMatch(new RegExp(`^uploads/${ADA}/[0-9a-f-]{36}$`));
    expect([fileName, bytes]).toEqual(['märz 2026.csv', Buffer.byteLength(content)]);
    const blobs = gateway.app.get(BlobStore, { strict: false });
    expect(await text(await blobs.get(uploadKey))).toBe(content);
    await blobs.delete(uploadKey);
  });

  it('may be exactly as large as the limit', async () => {
    const response = await upload(new Uint8Array(LIMIT), 'full.csv');
    expect(response.status).toBe(201);
    await gateway.app.get(BlobStore, { strict: false }).delete(((await response.json()) as { uploadKey: string }).uploadKey);
  });

  it.each([
    ['a byte', LIMIT + 1],
    ['far', 8 * 1024 * 1024],
  ])('that is %s too large is refused, and leaves nothing', async (_by, size) => {
    const response = await upload(new Uint8Array(size), 'large.csv');
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'storage.too-large', details: { maxBytes: LIMIT } });
    expect(await filesKept()).toEqual([]);
  });

  it('that breaks off leaves nothing', async () => {
    const token = await gateway.token(ADA);
    await new Promise<void>((resolve) => {
      const broken = request(`${gateway.url}/api/v1/uploads`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'multipart/form-data; boundary=b',
          'content-length': 50_000,
        },
      });
      broken.on('error', () => resolve());
      broken.on('close', () => resolve());
      broken.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nDate,Amount\r\n');
      setTimeout(() => broken.destroy(), 200);
    });
    for (let i = 0; i < 50 && (await filesKept()).length; i++) await new Promise((done) => setTimeout(done, 100));
    expect(await filesKept()).toEqual([]);
  });

  it('must be there', async () => {
    const form = new FormData();
    form.append('note', 'no file');
    const response = await fetch(`${gateway.url}/api/v1/uploads`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${await gateway.token(ADA)}` },
    });
    expect([response.status, ((await response.json()) as { fields: object }).fields]).toEqual([
      400,
      { file: ['file must be a file'] },
    ]);
    expect((await gateway.send('POST', '/api/v1/uploads', { as: ADA, body: {} })).status).toBe(415);
  });

  it('needs a user', async () => {
    const form = new FormData();
    form.append('file', new Blob(['x']), 'a.csv');
    expect((await fetch(`${gateway.url}/api/v1/uploads`, { method: 'POST', body: form })).status).toBe(401);
    expect(await filesKept()).toEqual([]);
  });
});

describe('an upload that nothing has taken over', () => {
  it('is deleted after a day; one that was imported is not', async () => {
    const blobs = gateway.app.get(BlobStore, { strict: false });
    const database = gateway.app.get<DataSource>(databaseToken('gateway'), { strict: false });
    const [forgotten, imported, fresh] = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => ((await (await upload(name, name)).json()) as { uploadKey: string }).uploadKey),
    );
    await gateway.app.get(UploadStore, { strict: false }).claim(imported!);
    await database.query(`update gateway.upload set created_at = now() - interval '25 hours' where key = any($1)`, [
      [forgotten, imported],
    ]);
    expect(await gateway.app.get(ExpireUploadsService, { strict: false }).expire()).toBe(1);
    const there = await Promise.all([forgotten, imported, fresh].map(async (key) => (await blobs.head(key!)) !== undefined));
    expect(there).toEqual([false, true, true]);
    for (const key of [imported, fresh]) await blobs.delete(key!);
  });
});
