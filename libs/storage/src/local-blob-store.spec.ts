import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { LocalBlobStore } from './local-blob-store.js';

async function* chunks(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

describe('LocalBlobStore', () => {
  let folder: string;
  let store: LocalBlobStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'steward-blobs-'));
    store = new LocalBlobStore(folder);
  });

  it('gives back what was put, with size and hash', async () => {
    const stored = await store.put('uploads/u1/a', chunks('ab', 'c'));
    // SHA-256("abc"), FIPS 180-2 appendix B.1
    expect(stored).toEqual({ bytes: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' });
    expect(await text(await store.get('uploads/u1/a'))).toBe('abc');
    expect(await store.head('uploads/u1/a')).toEqual({ bytes: 3 });
    await store.put('uploads/u1/a', chunks('new'));
    expect(await text(await store.get('uploads/u1/a'))).toBe('new');
  });

  it('leaves nothing of a blob that is too large or breaks off, and keeps the old one', async () => {
    await store.put('u/a', chunks('old'));
    await expect(store.put('u/a', chunks('1234', '5'), { maxBytes: 4 })).rejects.toMatchObject({ code: 'storage.too-large' });
    const broken = async function* () {
      yield Buffer.from('x');
      throw new Error('connection lost');
    };
    await expect(store.put('u/a', broken())).rejects.toThrow('connection lost');
    expect(await readdir(join(folder, 'u'))).toEqual(['a']);
    expect(await text(await store.get('u/a'))).toBe('old');
    expect((await store.put('u/b', chunks('1234'), { maxBytes: 4 })).bytes).toBe(4);
  });

  it('deletes a folder and nothing beside it', async () => {
    await store.put('u/1/a', chunks('x'));
    await store.put('u/1/b/c', chunks('x'));
    await store.put('u/12', chunks('stays'));
    await store.deleteUnder('u/1');
    await store.deleteUnder('u/none');
    expect(await readdir(join(folder, 'u'))).toEqual(['12']);
    await expect(store.deleteUnder('u/../..')).rejects.toMatchObject({ code: 'storage.bad-key' });
  });

  it('says that a blob is not there', async () => {
    expect(await store.head('u/none')).toBeUndefined();
    await expect(store.get('u/none')).rejects.toMatchObject({ code: 'storage.not-found' });
    await store.delete('u/none');
  });

  it.each(['../secrets.json', 'u/../../x', '/etc/passwd', 'u//x', 'u/.', '', 'u/a\0b', 'u\\..\\x'])(
    'refuses the key %j',
    async (key) => {
      await expect(store.get(key)).rejects.toMatchObject({ code: 'storage.bad-key' });
      await expect(store.put(key, chunks('x'))).rejects.toMatchObject({ code: 'storage.bad-key' });
    },
  );
});
