import { Nothing, operation } from '#rpc';
import { IdInput } from '../common/index.js';
import {
  CounterpartyDetail,
  CounterpartyPage,
  ListCounterpartiesInput,
  MergeCounterpartiesInput,
  MergeSuggestions,
  RenameCounterpartyInput,
  SplitOffCounterpartyInput,
} from './counterparties.dto.js';

export const counterpartyOperations = {
  listCounterparties: operation({ input: ListCounterpartiesInput, output: CounterpartyPage, idempotent: true }),
  getCounterparty: operation({ input: IdInput, output: CounterpartyDetail, idempotent: true }),
  renameCounterparty: operation({ input: RenameCounterpartyInput, output: CounterpartyDetail }),
  mergeCounterparties: operation({ input: MergeCounterpartiesInput, output: CounterpartyDetail }),
  /** Takes merchants out of a counterparty again: what undoes a merge. */
  splitOffCounterparty: operation({ input: SplitOffCounterpartyInput, output: CounterpartyDetail }),
  suggestMerges: operation({ input: Nothing, output: MergeSuggestions, idempotent: true }),
};
