import type { StatementRow } from './formats/index.js';
import type { RowIdentity } from './row-identity.js';

/** A row of a statement, prepared for the ledger; as it is kept in `import_row` when it does not enter it yet. */
export interface StoredRow extends RowIdentity {
  row: StatementRow;
  accountId: string;
  /** ISO 4217 code: the account's. */
  currency: string;
  merchantKey: string;
}

/** A row of a statement on its way into the ledger. */
export interface IncomingRow extends StoredRow {
  /** Running number in the file, from 0. */
  number: number;
}
