import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '#config';
import { InjectDatabase } from '#database';
import { Processes, type JobRun } from '#jobs';
import { downloadRates } from './download-rates.js';
import { RateFileError } from './ecb/rate-table.js';
import { readRateFile } from './ecb/read-rate-file.js';
import { SHARED } from './exchange-rate.entity.js';
import { fetchRates, LoadRatesResult } from './rate-jobs.js';
import { writeRates } from './write-rates.js';

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
    const table = await readRateFile(await downloadRates(this.config.ratesUrl, job.signal));
    if (!table.rates.length) throw new RateFileError('No rates were found at RATES_URL');
    return this.database.transaction(async (manager) => {
      const output = await writeRates(manager, SHARED, 'fetched', table, (done, total) => job.progress(done, total));
      await job.complete(manager, output);
      return output;
    });
  }
}
