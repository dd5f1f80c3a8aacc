import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { ServiceError } from '#rpc';
import { BlobStore, checkKey, type BlobInfo, type StoredBlob } from './blob-store.js';

/** Blobs as files of a folder. A blob appears under its key only when it is whole and on disk. */
export class LocalBlobStore extends BlobStore {
  constructor(private readonly folder: string) {
    super();
  }

  async put(
    key: string,
    content: AsyncIterable<Uint8Array>,
    { maxBytes = Infinity }: { maxBytes?: number } = {},
  ): Promise<StoredBlob> {
    const path = this.pathOf(key);
    // Beside its place, so that the rename stays within one file system.
    const unfinished = `${path}.${randomUUID()}.part`;
    await mkdir(dirname(path), { recursive: true });
    const file = await open(unfinished, 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const chunk of content) {
        bytes += chunk.byteLength;
        if (bytes > maxBytes)
          throw new ServiceError('storage.too-large', `The file is larger than ${maxBytes} bytes`, { maxBytes });
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
      await file.close();
      await rename(unfinished, path);
      await syncFolder(dirname(path));
      return { bytes, sha256: hash.digest('hex') };
    } catch (error) {
      await file.close().catch(() => {});
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async get(key: string): Promise<Readable> {
    const path = this.pathOf(key);
    const file = await open(path).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new ServiceError('storage.not-found', 'The file is no longer there') : error;
    });
    return file.createReadStream();
  }

  async head(key: string): Promise<BlobInfo | undefined> {
    try {
      return { bytes: (await stat(this.pathOf(key))).size };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async deleteUnder(folder: string): Promise<void> {
    await rm(this.pathOf(folder), { recursive: true, force: true });
  }

  private pathOf(key: string): string {
    return join(this.folder, checkKey(key));
  }
}

/** The new name is on disk only when its folder is. Windows opens no folders, and needs no telling. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
