import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '#config';
import { InjectDatabase } from '#database';
import { Processes, type JobRun } from '#jobs';
import { RateFileError } from './ecb/rate-table.js';
import { MAX_RATE_FILE_BYTES, readRateFile } from './ecb/read-rate-file.js';
import { SHARED } from './exchange-rate.entity.js';
import { fetchRates, LoadRatesResult } from './rate-jobs.js';
import { writeRates } from './write-rates.js';

const LIMIT_MS = 60_000;

/** Fetches the shared rates from the address that the installation is configured with. */
@Injectable()
export class FetchRatesProcessor {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly config: Config,
  ) {}

  /** @throws whatever keeps it from being fetched or read: the job is tried again later */
  @Processes(fetchRates)
  async run(_input: object, job: JobRun): Promise<LoadRatesResult> {
    if (!this.config.ratesUrl) throw new Error('RATES_URL is not set in this process');
    const table = await readRateFile(await download(this.config.ratesUrl, job.signal));
    if (!table.rates.length) throw new RateFileError('No rates were found at RATES_URL');
    return this.database.transaction(async (manager) => {
      const output = await writeRates(manager, SHARED, 'fetched', table, (done, total) => job.progress(done, total));
      await job.complete(manager, output);
      return output;
    });
  }
}

async function download(url: string, stop: AbortSignal): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.any([stop, AbortSignal.timeout(LIMIT_MS)]) });
  if (!response.ok || !response.body) throw new Error(`RATES_URL answered ${response.status}`);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    if ((bytes += piece.length) > MAX_RATE_FILE_BYTES) throw new RateFileError('What RATES_URL answers is too large');
  }
  return Buffer.concat(pieces);
}
