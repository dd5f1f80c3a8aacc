import type { Readable } from 'node:stream';
import { ServiceError } from '#rpc';

/** What is known of a stored blob. */
export interface BlobInfo {
  bytes: number;
}

/** What was written: its size and the SHA-256 of its content, in hex. */
export interface StoredBlob extends BlobInfo {
  sha256: string;
}

/**
 * Files by key: uploads, exports, attachments. A folder on this machine, or an object store.
 * Keys are slash-separated names of letters, digits, `.`, `_` and `-`.
 */
export abstract class BlobStore {
  /**
   * Writes a blob, whole or not at all; one of the same key is replaced.
   * @throws ServiceError `storage.too-large` once `maxBytes` is passed, `storage.bad-key`
   */
  abstract put(key: string, content: AsyncIterable<Uint8Array>, options?: { maxBytes?: number }): Promise<StoredBlob>;

  /** @throws ServiceError `storage.not-found` */
  abstract get(key: string): Promise<Readable>;

  /** Undefined when there is no such blob. */
  abstract head(key: string): Promise<BlobInfo | undefined>;

  /** A blob that is not there is no error. */
  abstract delete(key: string): Promise<void>;

  /** Deletes every blob whose key begins with `folder/`; none is no error. */
  abstract deleteUnder(folder: string): Promise<void>;
}

const SEGMENT = /^(?!\.{1,2}$)[\w.-]{1,200}$/;

/** @throws ServiceError `storage.bad-key` for keys that could leave the store's folder or that some store cannot keep */
export function checkKey(key: string): string {
  if (key.length > 1000 || !key.split('/').every((segment) => SEGMENT.test(segment))) {
    throw new ServiceError('storage.bad-key', 'This is not the key of a stored file');
  }
  return key;
}
