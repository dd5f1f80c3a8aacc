import { Nothing, operation } from '#rpc';
import { Affected, IdInput } from '../common/index.js';
import { SavedFilter, SavedFilterList, SaveFilterInput } from './saved-filters.dto.js';

export const savedFilterOperations = {
  listSavedFilters: operation({ input: Nothing, output: SavedFilterList, idempotent: true }),
  saveFilter: operation({ input: SaveFilterInput, output: SavedFilter }),
  deleteSavedFilter: operation({ input: IdInput, output: Affected }),
};
