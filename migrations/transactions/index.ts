import { CreateLedger1795325000000 } from './1795325000000-create-ledger.js';

/** In the order they run. */
export const migrations = [CreateLedger1795325000000];
