import type { EntityManager } from 'typeorm';
import { formatMinor } from '#money';
import type { ExistingRow } from './find-rows.js';
import type { FailedRow } from './formats/index.js';
import type { IncomingRow, StoredRow } from './incoming-row.js';
import type { LedgerMovement, MatchKind } from './match-rows.js';

/** What became of a row of a file that is no new transaction. */
export interface RejectedRow {
  number: number;
  outcome: 'skipped' | 'failed' | 'updated';
  line: number;
  code: string;
  message: string;
  excerpt: string;
  transactionId?: string;
  row?: StoredRow;
  /** Of an updated transaction; its columns before. */
  previous?: object;
}

export function failedRow(
  number: number,
  { line, code, message, excerpt }: Omit<FailedRow, 'code'> & { code: string },
): RejectedRow {
  return { number, outcome: 'failed', line, code, message, excerpt };
}

/** A row that the account has under the same identity, or that a person has deleted from it. */
export function skippedRow(row: IncomingRow, existing: ExistingRow): RejectedRow {
  const { id, bookedOn } = existing;
  return id === null
    ? aboutRow(row, 'row.deleted-before', `You deleted this transaction of ${bookedOn}`)
    : aboutRow(row, 'row.duplicate', `The account already has this transaction of ${bookedOn}`, id);
}

/** A row that is a transaction of the ledger in another guise. */
export function matchedRow(row: IncomingRow, ledger: LedgerMovement, kind: MatchKind): RejectedRow {
  const [code, message] = reasonFor(row, ledger, kind);
  return aboutRow(row, code, message, ledger.id);
}

function aboutRow(incoming: IncomingRow, code: string, message: string, transactionId?: string): RejectedRow {
  const { number, ...row } = incoming;
  const { line, description } = row.row;
  return { number, outcome: 'skipped', line, code, message, excerpt: description.slice(0, 200), transactionId, row };
}

/** The code and the words for a row that is a transaction of the ledger in another guise. */
export function reasonFor({ row, currency }: IncomingRow, ledger: LedgerMovement, kind: MatchKind): [string, string] {
  const there = `"${ledger.description.slice(0, 80)}" of ${ledger.bookedOn}`;
  switch (kind) {
    case 'booked-since':
      return ['row.booked-since', `It was pending here; the account has it booked as ${there}`];
    case 'booked-now': {
      const amount =
        row.amountMinor === ledger.amountMinor
          ? ''
          : `, ${formatMinor(ledger.amountMinor, currency)} ${currency} became ${formatMinor(row.amountMinor, currency)}`;
      return ['row.booked-now', `The bank has booked what was pending as ${there}${amount}`];
    }
    case 'moved':
      return ['row.duplicate', `The account already has this transaction: the bank gave its id to ${there}`];
    case 'probable':
      return [
        'row.probable-duplicate',
        `Probably the same as ${there}, which ${ledger.layout ? 'came from another kind of file' : 'was entered by hand'}`,
      ];
  }
}

/** Notes rejected rows; those of an earlier, interrupted run of the same import stay as they are. */
export async function noteRejected(manager: EntityManager, importId: string, rows: RejectedRow[]): Promise<void> {
  if (!rows.length) return;
  await manager.query(
    `insert into transactions.import_row (import_id, number, outcome, line, code, message, excerpt, transaction_id, row, previous)
     select $1, number, outcome, line, code, message, excerpt, "transactionId", row, previous
     from json_to_recordset($2::json) as x (number int, outcome text, line int, code text, message text, excerpt text,
       "transactionId" uuid, row jsonb, previous jsonb)
     on conflict do nothing`,
    [importId, JSON.stringify(rows)],
  );
}
