import { CreateLedger1795325000000 } from './1795325000000-create-ledger.js';
import { CreateImports1795326000000 } from './1795326000000-create-imports.js';
import { ExtendTransactions1795330000000 } from './1795330000000-extend-transactions.js';
import { KeepCounterparties1795334000000 } from './1795334000000-keep-counterparties.js';
import { KeepAttachments1795334100000 } from './1795334100000-keep-attachments.js';

/** In the order they run. */
export const migrations = [
  CreateLedger1795325000000,
  CreateImports1795326000000,
  ExtendTransactions1795330000000,
  KeepCounterparties1795334000000,
  KeepAttachments1795334100000,
];
