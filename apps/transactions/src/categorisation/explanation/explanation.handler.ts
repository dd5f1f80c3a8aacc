import { Injectable } from '@nestjs/common';
import { IdInput } from '#contracts/common';
import { TransactionExplanation, transactionsContract } from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { ExplainTransaction } from './explain-transaction.js';

@Injectable()
export class ExplanationHandler {
  constructor(private readonly explanation: ExplainTransaction) {}

  @Implements(transactionsContract.operations.explainTransaction)
  async explainTransaction({ id }: IdInput, call: CallContext): Promise<TransactionExplanation> {
    return this.explanation.run(requireUser(call).id, id, call);
  }
}
