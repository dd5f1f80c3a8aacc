import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InjectDatabase } from '#database';
import { Processes, type JobRun } from '#jobs';
import { ServiceError } from '#rpc';
import { BlobStore } from '#storage';
import { RateFileError } from './ecb/rate-table.js';
import { MAX_RATE_FILE_BYTES, readRateFile } from './ecb/read-rate-file.js';
import { SHARED } from './exchange-rate.entity.js';
import { loadRates, LoadRatesInput, LoadRatesResult } from './rate-jobs.js';
import { writeRates } from './write-rates.js';

/** Reads an uploaded file of rates into the table. */
@Injectable()
export class LoadRatesProcessor {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly blobs: BlobStore,
  ) {}

  /** @throws ServiceError `exchange-rates.unreadable`, `storage.not-found`; nothing is written then */
  @Processes(loadRates)
  async run({ uploadKey, shared }: LoadRatesInput, job: JobRun): Promise<LoadRatesResult> {
    const table = await refusingBadRates(async () => readRateFile(await this.bytesOf(uploadKey)));
    const result = await this.database.transaction(async (manager) => {
      const output = await writeRates(manager, shared ? SHARED : job.userId!, 'ecb-file', table, (done, total) =>
        job.progress(done, total, `${done.toLocaleString('en')} rates written`),
      );
      await job.complete(manager, output);
      return output;
    });
    // Everything in it is in the table now.
    await this.blobs.delete(uploadKey).catch(() => {});
    return result;
  }

  private async bytesOf(uploadKey: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of await this.blobs.get(uploadKey)) {
      pieces.push(piece as Buffer);
      bytes += (piece as Buffer).length;
      if (bytes > MAX_RATE_FILE_BYTES) throw new RateFileError('The file is too large to be one of exchange rates');
    }
    return Buffer.concat(pieces);
  }
}

/** What is wrong with a file, as a refusal: trying again would not mend it. */
export async function refusingBadRates<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RateFileError ? new ServiceError('exchange-rates.unreadable', error.message) : error;
  }
}
