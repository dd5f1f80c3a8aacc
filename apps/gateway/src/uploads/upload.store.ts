import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { Config } from '#config';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { BlobStore } from '#storage';
import type { Upload } from './upload.dto.js';

/** Keeps what people send under `uploads/<user>/<uuid>`, so that a key tells whose file it is. */
@Injectable()
export class UploadStore {
  constructor(
    @InjectDatabase('gateway') private readonly database: DataSource,
    private readonly blobs: BlobStore,
    private readonly config: Config,
  ) {}

  /**
   * Streams a file into the store, for a day unless it is {@link claim}ed; one that is too large or breaks off leaves nothing behind.
   * @param maxBytes the largest file taken; that of a bank's file where nothing is said
   * @throws ServiceError `storage.too-large`
   */
  async keep(userId: string, fileName: string, content: Readable, maxBytes = this.config.maxUploadBytes): Promise<Upload> {
    const uploadKey = `uploads/${userId}/${randomUUID()}`;
    // Noted before it is there, so that none is kept for ever.
    await this.database.query('insert into gateway.upload (key) values ($1)', [uploadKey]);
    try {
      const { bytes } = await this.blobs.put(uploadKey, content, { maxBytes });
      return { uploadKey, fileName, bytes };
    } catch (error) {
      await this.blobs.delete(uploadKey);
      await this.claim(uploadKey);
      if (error instanceof ServiceError && error.code === 'storage.too-large') throw tooLarge(maxBytes);
      throw error;
    }
  }

  /** From now on the file is another's to delete. */
  async claim(uploadKey: string): Promise<void> {
    await this.database.query('delete from gateway.upload where key = $1', [uploadKey]);
  }
}

function tooLarge(maxBytes: number): ServiceError {
  const limit = `${Math.floor(maxBytes / (1024 * 1024))} MB`;
  return new ServiceError('storage.too-large', `The file is larger than ${limit}, the most this installation takes`, {
    maxBytes,
  });
}
