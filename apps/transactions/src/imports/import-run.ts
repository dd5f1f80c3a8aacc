import type { DataSource } from 'typeorm';
import { addDays } from '#money';
import type { FileWarning } from '#contracts/transactions';
import type { CallContext } from '#rpc';
import type { CategorisationRun } from '../categorisation/categorisation-run.js';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { bookPending, type Booking } from './book-pending.js';
import { decideRows } from './decide-rows.js';
import { DoubtfulRows, toMovement, type DoubtfulMatch } from './doubtful-rows.js';
import { addsUp, FileCategories } from './file-categories.js';
import { findExisting } from './find-rows.js';
import type { StatementBatch, StatementPosition } from './formats/index.js';
import type { ImportAccounts } from './import-accounts.js';
import type { ImportEntity } from './import.entity.js';
import { InFlight } from './in-flight.js';
import type { IncomingRow } from './incoming-row.js';
import { KnownRows } from './known-rows.js';
import { BOOKED_WITHIN_DAYS } from './match-rows.js';
import { PrepareRows } from './prepare-rows.js';
import {
  failedRow,
  forgetWaiting,
  matchedRow,
  noteRejected,
  readWaiting,
  reasonFor,
  skippedRow,
  waitingRow,
  type RejectedRow,
} from './rejected-rows.js';
import { StatementBalances } from './statement-balances.js';
import { insertRows, rememberIdentities, type DecidedRow } from './write-rows.js';

/** Warnings kept of one import; a file with more of them has one thing wrong, a thousand times. */
const MAX_WARNINGS = 100;
/** Positions kept of one import; no statement of a person's account lists more. */
const MAX_POSITIONS = 1_000;
/** Batches that are being written at once: the database works on two cores while this process prepares the next. */
const WRITERS = 2;
/** Rows a SQL transaction, of those that waited for the file's end. */
const BATCH_ROWS = 250;

/**
 * Takes a statement into the ledger, batch by batch, each in one SQL transaction. While the database writes some batches, the
 * next is read and categorised. Rows that the ledger may have in another guise wait for the file's end; see row-identity.ts.
 *
 * The same file read again from its beginning comes to the same numbers, fingerprints and occurrences, so an import that was
 * killed is simply run again: what it had written already is recognised as its own.
 */
export class ImportRun {
  readonly warnings: FileWarning[] = [];
  readonly positions: StatementPosition[] = [];
  readonly balances = new StatementBalances();
  /** Bank's reference of an account in the file → our account, where the file named one. */
  readonly accountRefs = new Map<string, string>();
  rowsRead = 0;

  private readonly prepare: PrepareRows;
  private readonly doubtful: DoubtfulRows;
  private readonly writing = new InFlight(WRITERS);
  private readonly coverage = new Map<string, { first: string; last: string }>();
  /** Accounts that the file has pending rows of: the bank lists what it has not booked. */
  private readonly listsPending = new Set<string>();
  /** Rows of the ledger that rows of the file are. */
  private readonly taken = new Set<string>();
  private readonly owner: { userId: string; importId: string };

  private constructor(
    private readonly database: DataSource,
    private readonly record: ImportEntity,
    private readonly accounts: ImportAccounts,
    private readonly categories: CategorisationRun,
    private readonly fileCategories: FileCategories,
    private readonly known: KnownRows,
  ) {
    this.prepare = new PrepareRows(accounts);
    this.doubtful = new DoubtfulRows(record, known.pending);
    this.owner = { userId: record.userId, importId: record.id };
  }

  static async begin(
    database: DataSource,
    record: ImportEntity,
    accounts: ImportAccounts,
    categories: CategorisationRun,
  ): Promise<ImportRun> {
    const fileCategories = await FileCategories.load(database.manager, record.userId);
    const known = await KnownRows.load(database.manager, record);
    return new ImportRun(database, record, accounts, categories, fileCategories, known);
  }

  /** Prepares a batch and begins to write it; {@link written} tells when it is in the ledger, and the next `take` if it is not. */
  async take(batch: StatementBatch, call: CallContext): Promise<void> {
    this.noteStatement(batch);
    const incoming: IncomingRow[] = [];
    const rejected: RejectedRow[] = [];
    for (const row of batch.rows) {
      const prepared = this.prepare.next(row);
      if ('outcome' in prepared) rejected.push(prepared);
      else incoming.push(prepared);
    }
    for (const row of batch.failed) rejected.push(failedRow(this.prepare.number(), row));
    this.rowsRead += batch.rows.length + batch.failed.length;
    for (const row of incoming) this.noteRow(row);
    const fresh = await this.withoutKnown(incoming, rejected);
    await this.write(fresh, rejected, call);
  }

  /** Decides what waited for the file's end, and resolves when every row is in the ledger. */
  async end(call: CallContext): Promise<void> {
    await this.writing.all();
    if (this.doubtful.any) {
      const { manager } = this.database;
      const read = (numbers: number[]): Promise<IncomingRow[]> => readWaiting(manager, this.record.id, numbers);
      const fresh = await this.doubtful.resolve(manager, {
        coverage: this.coverage,
        taken: this.taken,
        read,
        matched: async (matches) => {
          await this.book(
            matches.filter(({ kind }) => kind === 'booked-now'),
            call,
          );
          await this.skip(matches.filter(({ kind }) => kind !== 'booked-now'));
        },
      });
      for (let from = 0; from < fresh.length; from += BATCH_ROWS) {
        await this.write(await read(fresh.slice(from, from + BATCH_ROWS)), [], call, true);
      }
      await this.writing.all();
    }
    this.warnOfVanished();
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await this.writing.all();
  }

  private noteStatement({ warnings = [], positions = [], accounts = [] }: StatementBatch): void {
    for (const warning of warnings) this.warn(warning);
    this.positions.push(...positions.slice(0, MAX_POSITIONS - this.positions.length));
    for (const account of accounts) {
      const ours = this.accounts.of(account.ref);
      if (ours) this.balances.note(account, ours);
    }
  }

  private warn(warning: FileWarning): void {
    if (this.warnings.length < MAX_WARNINGS) this.warnings.push(warning);
  }

  private noteRow({ row, accountId }: IncomingRow): void {
    if (row.accountRef !== undefined) this.accountRefs.set(row.accountRef, accountId);
    const days = this.coverage.get(accountId);
    if (!days) this.coverage.set(accountId, { first: row.bookedOn, last: row.bookedOn });
    else if (row.bookedOn < days.first) days.first = row.bookedOn;
    else if (row.bookedOn > days.last) days.last = row.bookedOn;
    if (row.status === 'pending') this.listsPending.add(accountId);
    if (row.splits && !addsUp(row.splits, row.amountMinor)) {
      this.warn({
        code: 'row.parts-differ',
        message: 'The parts of this row do not add up to its amount, so it is kept whole',
        line: row.line,
      });
    }
  }

  /**
   * The rows that are new. Those that the ledger has are added to `rejected`, and those that it may have in another guise wait.
   * Between the batches of one file there are no duplicates, for occurrences tell its rows apart: so it does not matter which of
   * them are still being written.
   */
  private async withoutKnown(incoming: IncomingRow[], rejected: RejectedRow[]): Promise<IncomingRow[]> {
    const possible = incoming.filter((row) => this.known.mayHold(toMovement(row)));
    const existing = await findExisting(this.database.manager, possible);
    const equal = new Map([...existing].map(([i, twin]) => [possible[i]!, twin]));
    const fresh: IncomingRow[] = [];
    for (const row of incoming) {
      const twin = equal.get(row);
      if (twin) {
        if (twin.id !== null) this.taken.add(twin.id);
        if (twin.importId !== this.record.id) rejected.push(skippedRow(row, twin));
      } else if (this.known.mayHoldSimilar(toMovement(row))) {
        this.doubtful.add(row);
        rejected.push(waitingRow(row));
      } else fresh.push(row);
    }
    return fresh;
  }

  private async write(fresh: IncomingRow[], rejected: RejectedRow[], call: CallContext, waited = false): Promise<void> {
    if (!fresh.length && !rejected.length) return;
    const rows = await this.decided(fresh, call);
    await this.writing.room();
    this.writing.add(this.insert(rows, rejected, waited));
  }

  private decided(rows: IncomingRow[], call: CallContext): Promise<DecidedRow[]> {
    return decideRows(rows, this.record, this.categories, this.fileCategories, call);
  }

  private async insert(rows: DecidedRow[], rejected: RejectedRow[], waited: boolean): Promise<void> {
    await this.database.transaction(async (manager) => {
      // A power cut may cost the last batches, but not the job that brings them: its end is written with certainty.
      await manager.query('set local synchronous_commit to off');
      if (rows.length) {
        const added = await insertRows(manager, this.owner, rows);
        if (added < rows.length) {
          const existing = await findExisting(
            manager,
            rows.map(({ incoming }) => incoming),
          );
          // Written by another import of the same file, or deleted, between our look and our insert.
          for (const [i, twin] of existing) {
            if (twin.importId !== this.record.id) rejected.push(skippedRow(rows[i]!.incoming, twin));
          }
        }
        if (waited) await forgetWaiting(manager, this.record.id, numbersOf(rows));
        if (added) await raiseLedgerVersion(manager, this.record.userId);
      }
      await noteRejected(manager, this.record.id, rejected);
    });
  }

  /** Pending rows that the bank has booked meanwhile. */
  private async book(matches: DoubtfulMatch[], call: CallContext): Promise<void> {
    if (!matches.length) return;
    const decided = await this.decided(
      matches.map(({ row }) => row),
      call,
    );
    const bookings: Booking[] = matches.map(({ ledger }, i) => ({
      incoming: decided[i]!.incoming,
      transactionId: ledger.id,
      decision: decided[i]!.decision,
    }));
    await this.database.transaction(async (manager) => {
      await lockLedger(manager, this.record.userId);
      const booked = await bookPending(manager, this.owner, bookings);
      await noteRejected(
        manager,
        this.record.id,
        matches.flatMap((match) => bookedRow(match, booked.get(match.ledger.id))),
      );
      // Gone, or booked by hand, since the import began.
      const missed = decided.filter((_, i) => !booked.has(matches[i]!.ledger.id));
      if (missed.length) {
        await insertRows(manager, this.owner, missed);
        await forgetWaiting(manager, this.record.id, numbersOf(missed));
      }
      await raiseLedgerVersion(manager, this.record.userId);
    });
  }

  /** Rows that the ledger has in another guise. A batch that was written before an interruption is the same again. */
  private async skip(matches: DoubtfulMatch[]): Promise<void> {
    for (let from = 0; from < matches.length; from += BATCH_ROWS) {
      await this.writing.room();
      this.writing.add(this.skipSome(matches.slice(from, from + BATCH_ROWS)));
    }
  }

  private async skipSome(matches: DoubtfulMatch[]): Promise<void> {
    await this.database.transaction(async (manager) => {
      await manager.query('set local synchronous_commit to off');
      await rememberIdentities(
        manager,
        this.owner,
        matches.map(({ row, ledger }) => ({ row, transactionId: ledger.id })),
      );
      await noteRejected(
        manager,
        this.record.id,
        matches.map(({ row, ledger, kind }) => ({ ...matchedRow(row, ledger, kind), row: undefined })),
      );
    });
  }

  /** What was pending, and should be in this file by now as pending or booked, was perhaps never carried out. */
  private warnOfVanished(): void {
    const vanished = this.known.pending.filter(({ id, accountId, bookedOn }) => {
      const days = this.coverage.get(accountId);
      if (!days || this.taken.has(id) || bookedOn < days.first || bookedOn > days.last) return false;
      return this.listsPending.has(accountId) || addDays(bookedOn, BOOKED_WITHIN_DAYS) < days.last;
    });
    for (const { bookedOn, description } of vanished) {
      this.warn({
        code: 'account.pending-vanished',
        message: `"${description.slice(0, 80)}" of ${bookedOn} is still pending here, but this file no longer has it. Delete it if it was called off`,
      });
    }
  }
}

const numbersOf = (rows: DecidedRow[]): number[] => rows.map(({ incoming }) => incoming.number);

function bookedRow({ row, ledger, kind }: DoubtfulMatch, previous: object | undefined): RejectedRow[] {
  if (!previous) return [];
  const [code, message] = reasonFor(row, ledger, kind);
  return [{ ...matchedRow(row, ledger, kind), outcome: 'updated', code, message, previous }];
}
