import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdInput } from '#contracts/common';
import {
  CounterpartyDetail,
  CounterpartyPage,
  ListCounterpartiesInput,
  MergeCounterpartiesInput,
  MergeSuggestions,
  RenameCounterpartyInput,
  SplitOffCounterpartyInput,
  transactionsContract,
} from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Implements, requireUser, type CallContext } from '#rpc';
import { CounterpartiesRepository } from './counterparties.repository.js';
import { MergeCounterparties } from './merge-counterparties.js';
import { noteMissingCounterparties } from './note-counterparties.js';
import { similarNames } from './similar-names.js';

/** Suggestions a person looks through at a time. */
const MAX_SUGGESTIONS = 50;
/** Counterparties whose names are compared: enough for those that matter, few enough that nobody waits for it. */
const MAX_COMPARED = 5_000;

@Injectable()
export class CounterpartiesHandler {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly counterparties: CounterpartiesRepository,
    private readonly changes: MergeCounterparties,
  ) {}

  /** Merchants that nobody has named yet get their names now. */
  @Implements(transactionsContract.operations.listCounterparties)
  async listCounterparties(input: ListCounterpartiesInput, call: CallContext): Promise<CounterpartyPage> {
    const userId = requireUser(call).id;
    if (input.cursor == null) await noteMissingCounterparties(this.database, userId);
    return this.counterparties.list(userId, input);
  }

  @Implements(transactionsContract.operations.getCounterparty)
  async getCounterparty({ id }: IdInput, call: CallContext): Promise<CounterpartyDetail> {
    return this.counterparties.get(requireUser(call).id, id);
  }

  @Implements(transactionsContract.operations.renameCounterparty)
  async renameCounterparty(input: RenameCounterpartyInput, call: CallContext): Promise<CounterpartyDetail> {
    const userId = requireUser(call).id;
    await this.changes.rename(userId, input);
    return this.counterparties.get(userId, input.id);
  }

  @Implements(transactionsContract.operations.mergeCounterparties)
  async mergeCounterparties(input: MergeCounterpartiesInput, call: CallContext): Promise<CounterpartyDetail> {
    const userId = requireUser(call).id;
    await this.changes.merge(userId, input);
    return this.counterparties.get(userId, input.id);
  }

  @Implements(transactionsContract.operations.splitOffCounterparty)
  async splitOffCounterparty(input: SplitOffCounterpartyInput, call: CallContext): Promise<CounterpartyDetail> {
    const userId = requireUser(call).id;
    await this.changes.splitOff(userId, input);
    return this.counterparties.get(userId, input.id);
  }

  @Implements(transactionsContract.operations.suggestMerges)
  async suggestMerges(_input: object, call: CallContext): Promise<MergeSuggestions> {
    const groups = similarNames(await this.counterparties.mostUsed(requireUser(call).id, MAX_COMPARED));
    return { items: groups.slice(0, MAX_SUGGESTIONS).map((counterparties) => ({ counterparties })) };
  }
}
