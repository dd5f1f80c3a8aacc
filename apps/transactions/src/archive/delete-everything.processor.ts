import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InjectDatabase } from '#database';
import { Jobs, Processes, type JobRun } from '#jobs';
import { BlobStore } from '#storage';
import { ledgerVersion, lockLedger } from '../ledger/ledger-version.js';
import { deleteEverything, DeleteEverythingJobInput, DeleteEverythingResult } from './archive-jobs.js';
import { USER_FOLDERS } from './stored-files.js';
import { NOT_ARCHIVED, readUserTables, type UserTable } from './user-tables.js';

/** Deletes all that a user owns: rows of every table, files, and what jobs have answered. */
@Injectable()
export class DeleteEverythingProcessor {
  private readonly audit = new Logger('Audit');

  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly blobs: BlobStore,
    private readonly jobs: Jobs,
  ) {}

  /** Each step may be done again: a run that is killed is followed by one that does the rest. */
  @Processes(deleteEverything)
  async run({ withAccount }: DeleteEverythingJobInput, job: JobRun): Promise<DeleteEverythingResult> {
    const userId = job.userId!;
    await job.progress(0, undefined, 'Deleting records');
    const deleted = await this.database.transaction((manager) => this.rows(manager, userId, withAccount, job));
    await job.progress(0, undefined, 'Deleting files');
    for (const folder of USER_FOLDERS) await this.blobs.deleteUnder(`${folder}/${userId}`);
    this.audit.log({ msg: 'Everything of a user was deleted', userId, withAccount, deleted });
    return { deleted };
  }

  private async rows(manager: EntityManager, userId: string, withAccount: boolean, job: JobRun): Promise<Record<string, number>> {
    await lockLedger(manager, userId);
    const version = await ledgerVersion(manager, userId);
    const tables = await readUserTables(manager);
    // Children before parents; sums and the counter last, for deleting transactions still moves them.
    const isLast = ({ name }: UserTable): boolean => NOT_ARCHIVED.has(name) || name === 'ledger';
    const order = [...tables.filter((table) => !isLast(table)).reverse(), ...tables.filter(isLast)];
    const deleted: Record<string, number> = {};
    for (const { name, owned } of order) {
      const [, rows]: [unknown, number] = await manager.query(`delete from transactions."${name}" t where ${owned}`, [userId]);
      if (rows) deleted[name] = rows;
    }
    // The counter goes on counting as long as the user is there, for answers are remembered by it.
    if (!withAccount)
      await manager.query('insert into transactions.ledger (user_id, version) values ($1, $2)', [userId, version + 1]);
    await this.jobs.forgetUser(manager, userId, job.id);
    return deleted;
  }
}
