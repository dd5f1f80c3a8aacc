import type { EntityManager } from 'typeorm';
import { formatMinor } from '#money';
import type { ExistingRow } from './find-rows.js';
import type { FailedRow } from './formats/index.js';
import type { IncomingRow, StoredRow } from './incoming-row.js';
import type { LedgerMovement, MatchKind } from './match-rows.js';

/** What became of a row of a file that is no new transaction, or not yet. */
export interface RejectedRow {
  number: number;
  outcome: 'skipped' | 'failed' | 'updated' | 'waiting';
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

/** A row that is decided when the whole file is known; until then the table keeps it, not the memory. */
export function waitingRow({ number, ...row }: IncomingRow): RejectedRow {
  return { number, outcome: 'waiting', line: row.row.line, code: 'row.waiting', message: '', excerpt: excerptOf(row), row };
}

export async function readWaiting(manager: EntityManager, importId: string, numbers: number[]): Promise<IncomingRow[]> {
  const rows: { number: number; row: StoredRow }[] = await manager.query(
    `select number, row from transactions.import_row
     where import_id = $1 and outcome = 'waiting' and number = any($2) order by number`,
    [importId, numbers],
  );
  return rows.map(({ number, row }) => ({ number, ...row }));
}

/** Rows that wait no longer, because they enter the ledger; all of an import, if no numbers are given. */
export async function forgetWaiting(manager: EntityManager, importId: string, numbers?: number[]): Promise<void> {
  await manager.query(
    `delete from transactions.import_row where import_id = $1 and outcome = 'waiting' and ($2::int[] is null or number = any($2))`,
    [importId, numbers ?? null],
  );
}

const excerptOf = ({ row }: StoredRow): string => row.description.slice(0, 200);

function aboutRow(incoming: IncomingRow, code: string, message: string, transactionId?: string): RejectedRow {
  const { number, ...row } = incoming;
  return { number, outcome: 'skipped', line: row.row.line, code, message, excerpt: excerptOf(row), transactionId, row };
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

/** Notes rejected rows; those of an earlier, interrupted run of the same import stay as they are, but for those that waited. */
export async function noteRejected(manager: EntityManager, importId: string, rows: RejectedRow[]): Promise<void> {
  if (!rows.length) return;
  await manager.query(
    `insert into transactions.import_row (import_id, number, outcome, line, code, message, excerpt, transaction_id, row, previous)
     select $1, number, outcome, line, code, message, excerpt, "transactionId", row, previous
     from json_to_recordset($2::json) as x (number int, outcome text, line int, code text, message text, excerpt text,
       "transactionId" uuid, row jsonb, previous jsonb)
     on conflict on constraint import_row_pk do update set outcome = excluded.outcome, code = excluded.code,
       message = excluded.message, transaction_id = excluded.transaction_id, row = coalesce(excluded.row, import_row.row),
       previous = excluded.previous where import_row.outcome = 'waiting'`,
    [importId, JSON.stringify(rows)],
  );
}
