import { Injectable } from '@nestjs/common';
import { Affected, IdInput } from '#contracts/common';
import {
  BulkEdited,
  BulkEditInput,
  CreateTransactionInput,
  ListTransactionsInput,
  SelectionInput,
  Transaction,
  TransactionCount,
  TransactionFilter,
  TransactionPage,
  transactionsContract,
  UpdateTransactionInput,
} from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { BulkChanges } from './bulk-changes.js';
import { CreateTransaction } from './create-transaction.js';
import { transactionNotFound, TransactionsRepository } from './transactions.repository.js';
import { UpdateTransaction } from './update-transaction.js';

@Injectable()
export class TransactionsHandler {
  constructor(
    private readonly transactions: TransactionsRepository,
    private readonly creation: CreateTransaction,
    private readonly update: UpdateTransaction,
    private readonly bulk: BulkChanges,
  ) {}

  @Implements(transactionsContract.operations.listTransactions)
  async listTransactions(input: ListTransactionsInput, call: CallContext): Promise<TransactionPage> {
    return this.transactions.list(requireUser(call).id, input);
  }

  @Implements(transactionsContract.operations.countTransactions)
  async countTransactions(filter: TransactionFilter, call: CallContext): Promise<TransactionCount> {
    return { count: await this.transactions.count(requireUser(call).id, filter) };
  }

  @Implements(transactionsContract.operations.getTransaction)
  async getTransaction({ id }: IdInput, call: CallContext): Promise<Transaction> {
    return this.transactions.get(requireUser(call).id, id);
  }

  @Implements(transactionsContract.operations.createTransaction)
  async createTransaction(input: CreateTransactionInput, call: CallContext): Promise<Transaction> {
    return this.creation.run(requireUser(call).id, input, call);
  }

  @Implements(transactionsContract.operations.updateTransaction)
  async updateTransaction(input: UpdateTransactionInput, call: CallContext): Promise<Transaction> {
    return this.update.run(requireUser(call).id, input);
  }

  @Implements(transactionsContract.operations.deleteTransaction)
  async deleteTransaction({ id }: IdInput, call: CallContext): Promise<Affected> {
    const affected = await this.bulk.delete(requireUser(call).id, { ids: [id] });
    if (!affected) throw transactionNotFound(id);
    return { affected };
  }

  @Implements(transactionsContract.operations.bulkEdit)
  async bulkEdit({ changes, ...selection }: BulkEditInput, call: CallContext): Promise<BulkEdited> {
    return this.bulk.edit(requireUser(call).id, selection, changes);
  }

  @Implements(transactionsContract.operations.bulkDelete)
  async bulkDelete(selection: SelectionInput, call: CallContext): Promise<Affected> {
    return { affected: await this.bulk.delete(requireUser(call).id, selection) };
  }
}
