import { CreateLedger1795325000000 } from './1795325000000-create-ledger.js';
import { CreateImports1795326000000 } from './1795326000000-create-imports.js';
import { ExtendTransactions1795330000000 } from './1795330000000-extend-transactions.js';
import { SortCategoriesByAmount1795330500000 } from './1795330500000-sort-categories-by-amount.js';
import { SearchWithoutAccents1795330700000 } from './1795330700000-search-without-accents.js';
import { ExtendImports1795331000000 } from './1795331000000-extend-imports.js';
import { CreateExchangeRates1795332000000 } from './1795332000000-create-exchange-rates.js';
import { CreateTransfers1795332100000 } from './1795332100000-create-transfers.js';
import { ExtendRules1795333000000 } from './1795333000000-extend-rules.js';
import { KeepCounterparties1795334000000 } from './1795334000000-keep-counterparties.js';
import { KeepAttachments1795334100000 } from './1795334100000-keep-attachments.js';
import { ReviewAndLearn1795335000000 } from './1795335000000-review-and-learn.js';
import { CreateExports1795336000000 } from './1795336000000-create-exports.js';
import { CreateBudgets1795336100000 } from './1795336100000-create-budgets.js';
import { KeepDeletedIdentities1795336200000 } from './1795336200000-keep-deleted-identities.js';

/** In the order they run. */
export const migrations = [
  CreateLedger1795325000000,
  CreateImports1795326000000,
  ExtendTransactions1795330000000,
  SortCategoriesByAmount1795330500000,
  SearchWithoutAccents1795330700000,
  ExtendImports1795331000000,
  CreateExchangeRates1795332000000,
  CreateTransfers1795332100000,
  ExtendRules1795333000000,
  KeepCounterparties1795334000000,
  KeepAttachments1795334100000,
  ReviewAndLearn1795335000000,
  CreateExports1795336000000,
  CreateBudgets1795336100000,
  KeepDeletedIdentities1795336200000,
];
