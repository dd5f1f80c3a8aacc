import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeleteEverythingInput, RestoreArchiveInput, StartedJob, transactionsContract } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Jobs } from '#jobs';
import { Implements, requireUser, ServiceError, type CallContext } from '#rpc';
import { BlobStore } from '#storage';
import { deleteEverything, restoreArchive } from './archive-jobs.js';
import { requireEmptyLedger } from './empty-ledger.js';

@Injectable()
export class ArchiveHandler {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly jobs: Jobs,
    private readonly blobs: BlobStore,
  ) {}

  @Implements(transactionsContract.operations.restoreArchive)
  async restoreArchive({ uploadKey }: RestoreArchiveInput, call: CallContext): Promise<StartedJob> {
    const userId = requireUser(call).id;
    const uploaded = uploadKey.startsWith(`uploads/${userId}/`) && (await this.blobs.head(uploadKey));
    if (!uploaded) throw new ServiceError('storage.not-found', 'There is no such upload');
    // Asked once more by the job; here so that the person hears it at once.
    await this.database.transaction((manager) => requireEmptyLedger(manager, userId));
    const { id } = await this.jobs.enqueue(restoreArchive, { uploadKey }, { userId, requestId: call.requestId });
    return { jobId: id };
  }

  @Implements(transactionsContract.operations.deleteEverything)
  async deleteEverything({ withAccount }: DeleteEverythingInput, call: CallContext): Promise<StartedJob> {
    const userId = requireUser(call).id;
    const input = { withAccount: withAccount ?? false };
    const { id } = await this.jobs.enqueue(deleteEverything, input, { userId, requestId: call.requestId });
    return { jobId: id };
  }
}
