import { Injectable } from '@nestjs/common';
import { Affected, IdInput } from '#contracts/common';
import {
  DecideTransfersInput,
  FindTransfersInput,
  LinkTransferInput,
  ListTransfersInput,
  MarkTransferInput,
  StartedJob,
  Transfer,
  TransferOfTransaction,
  TransferPage,
  transactionsContract,
} from '#contracts/transactions';
import { Jobs } from '#jobs';
import { Implements, requireUser, type CallContext } from '#rpc';
import { checkedDate } from '../ledger/check-input.js';
import { TransactionsRepository } from '../ledger/transactions.repository.js';
import { ChangeTransfers } from './change-transfers.js';
import { DEFAULT_DAYS, DEFAULT_TOLERANCE, findTransfers } from './find-transfers.job.js';
import { TransfersRepository } from './transfers.repository.js';

const { operations } = transactionsContract;

@Injectable()
export class TransfersHandler {
  constructor(
    private readonly transfers: TransfersRepository,
    private readonly transactions: TransactionsRepository,
    private readonly changes: ChangeTransfers,
    private readonly jobs: Jobs,
  ) {}

  @Implements(operations.findTransfers)
  async findTransfers({ days, tolerance, from }: FindTransfersInput, call: CallContext): Promise<StartedJob> {
    const { id } = await this.jobs.enqueue(
      findTransfers,
      {
        days: days ?? DEFAULT_DAYS,
        tolerance: tolerance ?? DEFAULT_TOLERANCE,
        ...(from == null ? {} : { from: checkedDate('from', from) }),
      },
      { userId: requireUser(call).id, requestId: call.requestId },
    );
    return { jobId: id };
  }

  @Implements(operations.listTransfers)
  listTransfers(input: ListTransfersInput, call: CallContext): Promise<TransferPage> {
    return this.transfers.list(requireUser(call).id, input);
  }

  /** @throws ServiceError `transactions.not-found` */
  @Implements(operations.getTransferOf)
  async getTransferOf({ id }: IdInput, call: CallContext): Promise<TransferOfTransaction> {
    const userId = requireUser(call).id;
    await this.transactions.get(userId, id);
    return { transfer: await this.transfers.ofTransaction(userId, id) };
  }

  @Implements(operations.confirmTransfers)
  async confirmTransfers(input: DecideTransfersInput, call: CallContext): Promise<Affected> {
    return { affected: await this.changes.confirm(requireUser(call).id, input) };
  }

  @Implements(operations.rejectTransfers)
  async rejectTransfers(input: DecideTransfersInput, call: CallContext): Promise<Affected> {
    return { affected: await this.changes.reject(requireUser(call).id, input) };
  }

  @Implements(operations.linkTransfer)
  linkTransfer({ transactionIds }: LinkTransferInput, call: CallContext): Promise<Transfer> {
    return this.changes.link(requireUser(call).id, transactionIds as [string, string]);
  }

  @Implements(operations.unlinkTransfer)
  async unlinkTransfer({ id }: IdInput, call: CallContext): Promise<Affected> {
    return { affected: await this.changes.unlink(requireUser(call).id, id) };
  }

  @Implements(operations.markTransfer)
  async markTransfer(input: MarkTransferInput, call: CallContext): Promise<Affected> {
    return { affected: await this.changes.mark(requireUser(call).id, input) };
  }
}
