import { Injectable } from '@nestjs/common';
import { LabelledRows, ListLabelledRowsInput, transactionsContract } from '#contracts/transactions';
import { Implements, ServiceError, type CallContext } from '#rpc';
import { LabelledRowsRepository } from './labelled-rows.repository.js';

@Injectable()
export class LabelledRowsHandler {
  constructor(private readonly labelled: LabelledRowsRepository) {}

  /** @throws ServiceError `forbidden` on behalf of anybody: the rows are everybody's; `invalid-input` for a foreign cursor */
  @Implements(transactionsContract.operations.listLabelledRows)
  async listLabelledRows(input: ListLabelledRowsInput, call: CallContext): Promise<LabelledRows> {
    if (call.user) throw new ServiceError('forbidden', 'Only the system itself reads what all people have chosen');
    return this.labelled.list(input);
  }
}
