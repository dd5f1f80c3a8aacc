import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InjectDatabase } from '#database';
import { Jobs, Processes, type JobRun } from '#jobs';
import { ServiceError, userCall } from '#rpc';
import { Categoriser } from '../categorisation/categoriser.js';
import { noteMissing } from '../counterparties/note-counterparties.js';
import { raiseLedgerVersion } from '../ledger/ledger-version.js';
import { DEFAULT_DAYS, DEFAULT_TOLERANCE, findTransfers } from '../transfers/find-transfers.job.js';
import { generateHousehold } from './generate-household.js';
import type { SampleRow } from './household.js';
import { CreateSampleHouseholdInput, CreateSampleHouseholdResult, createSampleHousehold } from './sample-household.job.js';
import { insertHousehold, type CategorisedRow } from './insert-household.js';

const BATCH_ROWS = 500;
/** Longest wait for one batch's categories, in milliseconds. */
const BATCH_LIMIT_MS = 30_000;

/** Writes a made-up household into a user's ledger. */
@Injectable()
export class CreateSampleHouseholdProcessor {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categoriser: Categoriser,
    private readonly jobs: Jobs,
  ) {}

  /** All of it is one commit with the job's completion: asked for again, or after a kill, nothing is there twice. */
  @Processes(createSampleHousehold)
  async run({ seed }: CreateSampleHouseholdInput, job: JobRun): Promise<CreateSampleHouseholdResult> {
    const userId = job.userId!;
    const today = new Date().toISOString().slice(0, 10);
    const household = generateHousehold(seed, today);
    const rows = await this.categorise(userId, household.rows, job);
    return this.database.transaction(async (manager) => {
      const result = await insertHousehold(manager, { userId, seed }, { ...household, rows });
      await noteMissing(manager, userId);
      if (result.accounts) {
        await raiseLedgerVersion(manager, userId);
        const search = { days: DEFAULT_DAYS, tolerance: DEFAULT_TOLERANCE };
        await this.jobs.enqueueIn(manager, findTransfers, search, { userId, requestId: job.requestId });
      }
      await job.complete(manager, result);
      return result;
    });
  }

  private async categorise(userId: string, rows: SampleRow[], job: JobRun): Promise<CategorisedRow[]> {
    const categories = this.categoriser.begin(userId);
    const categorised: CategorisedRow[] = [];
    for (let from = 0; from < rows.length; from += BATCH_ROWS) {
      await job.progress(from, rows.length, 'Giving categories');
      const batch = rows.slice(from, from + BATCH_ROWS);
      const call = userCall({ id: userId, role: 'user' }, job.requestId, BATCH_LIMIT_MS);
      const decisions = await categories.decide(batch, call);
      categorised.push(...batch.map((row, i) => ({ ...row, decision: decisions[i]! })));
    }
    // A household to look around in is worth waiting for.
    if (categories.missed) throw new ServiceError('rpc.unavailable', 'The model does not answer yet');
    return categorised;
  }
}
