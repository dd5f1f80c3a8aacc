import { Injectable } from '@nestjs/common';
import type { IdInput } from '#contracts/common';
import { transactionsContract, type TransactionExplanation } from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { ExplainTransaction } from './explain-transaction.js';

@Injectable()
export class ExplanationHandler {
  constructor(private readonly explanation: ExplainTransaction) {}

  @Implements(transactionsContract.operations.explainTransaction)
  explainTransaction({ id }: IdInput, call: CallContext): Promise<TransactionExplanation> {
    return this.explanation.explain(requireUser(call).id, id, call);
  }
}
