import { Injectable } from '@nestjs/common';
import type { UploadRef } from '#contracts/transactions';
import { ServiceError } from '#rpc';
import { BlobStore } from '#storage';
import { readPreviewHead, StatementError, type ByteSource } from './formats/index.js';

/** Reads the beginning of what a user has uploaded. */
@Injectable()
export class UploadedFile {
  constructor(private readonly blobs: BlobStore) {}

  /**
   * What a preview needs of it: its beginning, or the whole of a workbook.
   * @throws ServiceError `storage.not-found`, also for somebody else's upload
   */
  async head(userId: string, { uploadKey }: UploadRef): Promise<Uint8Array> {
    if (!uploadKey.startsWith(`uploads/${userId}/`)) throw new ServiceError('storage.not-found', 'There is no such upload');
    const stream = await this.blobs.get(uploadKey);
    try {
      return (await readPreviewHead(stream as ByteSource)).head;
    } finally {
      stream.destroy();
    }
  }
}

/** What is wrong with a file, as a refusal that crosses to the caller. */
export async function refusingBadFiles<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StatementError ? new ServiceError(error.code, error.message) : error;
  }
}
