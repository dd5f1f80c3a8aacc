import type { DataSource, EntityManager } from 'typeorm';
import type { FileWarning } from '#contracts/transactions';
import type { CallContext } from '#rpc';
import type { CategorisationRun } from '../categorisation/categorisation-run.js';
import type { Decision } from '../categorisation/decision.js';
import { merchantKey } from '../categorisation/merchant-key.js';
import { raiseLedgerVersion } from '../ledger/ledger-version.js';
import type { StatementBatch, StatementRow } from './formats/index.js';
import type { ImportAccounts } from './import-accounts.js';
import type { ImportEntity } from './import.entity.js';
import { InFlight } from './in-flight.js';
import { KnownDays } from './known-days.js';
import { OccurrenceCounter } from './row-identity.js';
import {
  failedRow,
  findExisting,
  insertRows,
  noteRejected,
  skippedRow,
  type IncomingRow,
  type RejectedRow,
} from './write-rows.js';

/** Warnings kept of one import; a file with more of them has one thing wrong, a thousand times. */
const MAX_WARNINGS = 100;

/** Batches that are being written at once: the database works on two cores while this process prepares the next. */
const WRITERS = 2;

/**
 * Takes a statement into the ledger, batch by batch, each in one SQL transaction. While the database writes some batches, the
 * next is read and categorised.
 *
 * The same file read again from its beginning comes to the same numbers, fingerprints and occurrences, so an import that was
 * killed is simply run again: what it had written already is recognised as its own.
 */
export class ImportRun {
  readonly warnings: FileWarning[] = [];
  /** Bank's reference of an account in the file → our account, where the file named one. */
  readonly accountRefs = new Map<string, string>();
  rowsRead = 0;

  private readonly occurrences = new OccurrenceCounter();
  private number = 0;
  private readonly writing = new InFlight(WRITERS);
  private known?: Promise<KnownDays>;

  constructor(
    private readonly database: DataSource,
    private readonly record: ImportEntity,
    private readonly accounts: ImportAccounts,
    private readonly categories: CategorisationRun,
  ) {}

  /** Prepares a batch and begins to write it; {@link written} tells when it is in the ledger, and the next `take` if it is not. */
  async take(batch: StatementBatch, call: CallContext): Promise<void> {
    this.warnings.push(...(batch.warnings ?? []).slice(0, MAX_WARNINGS - this.warnings.length));
    const incoming: IncomingRow[] = [];
    const rejected: RejectedRow[] = [];
    for (const row of batch.rows) {
      const number = this.number++;
      const prepared = this.prepare(number, row);
      if ('outcome' in prepared) rejected.push(prepared);
      else incoming.push(prepared);
    }
    for (const row of batch.failed) rejected.push(failedRow(this.number++, row));
    this.rowsRead += batch.rows.length + batch.failed.length;

    const fresh = await this.withoutDuplicates(incoming, rejected);
    const decisions = await this.decide(fresh, call);
    await this.writing.room();
    this.writing.add(this.write(fresh, decisions, rejected));
  }

  /** Resolves when every batch taken so far is in the ledger. */
  written(): Promise<void> {
    return this.writing.all();
  }

  /**
   * The rows that the ledger has not; those of other imports that it has are added to `rejected`. Between the batches of one file
   * there are no duplicates, for occurrences tell its rows apart: so it does not matter which of them are still being written.
   */
  private async withoutDuplicates(incoming: IncomingRow[], rejected: RejectedRow[]): Promise<IncomingRow[]> {
    const known = await (this.known ??= KnownDays.load(this.database.manager, this.record.userId));
    const doubtful = incoming.filter(({ accountId, row }) => known.include(accountId, row.bookedOn));
    if (!doubtful.length) return incoming;
    const existing = await findExisting(this.database.manager, doubtful);
    const found = new Set<IncomingRow>();
    for (const [i, twin] of existing) {
      const row = doubtful[i]!;
      found.add(row);
      if (twin.importId !== this.record.id) rejected.push(skippedRow(row, twin));
    }
    return incoming.filter((row) => !found.has(row));
  }

  private prepare(number: number, row: StatementRow): IncomingRow | RejectedRow {
    const refuse = (code: string, message: string) =>
      failedRow(number, { line: row.line, code, message, excerpt: row.description.slice(0, 200) });
    const account = this.accounts.of(row.accountRef);
    if (!account) return refuse('row.unknown-account', `Nobody said which account "${row.accountRef ?? ''}" of the file is`);
    const currency = row.currency ?? account.currency;
    if (currency !== account.currency) {
      return refuse(
        'row.other-currency',
        `The row is in ${currency}, but the account "${account.name}" is in ${account.currency}`,
      );
    }
    if (row.accountRef !== undefined) this.accountRefs.set(row.accountRef, account.id);
    const description = row.description || row.counterparty || row.notes || 'No description';
    return {
      number,
      row: description === row.description ? row : { ...row, description },
      accountId: account.id,
      currency,
      merchantKey: merchantKey(description, row.counterparty),
      ...this.occurrences.next(account.id, row, currency),
    };
  }

  private async decide(fresh: IncomingRow[], call: CallContext): Promise<Decision[]> {
    if (!fresh.length) return [];
    return this.categories.decide(
      fresh.map(({ row, merchantKey }) => ({ ...row, merchantKey })),
      call,
    );
  }

  private async write(fresh: IncomingRow[], decisions: Decision[], rejected: RejectedRow[]): Promise<void> {
    if (!fresh.length && !rejected.length) return;
    await this.database.transaction(async (manager) => {
      // A power cut may cost the last batches, but not the job that brings them: its end is written with certainty.
      await manager.query('set local synchronous_commit to off');
      if (fresh.length) {
        const added = await insertRows(manager, { userId: this.record.userId, importId: this.record.id }, fresh, decisions);
        if (added < fresh.length) rejected.push(...(await this.takenMeanwhile(manager, fresh)));
        if (added) await raiseLedgerVersion(manager, this.record.userId);
      }
      await noteRejected(manager, this.record.id, rejected);
    });
  }

  /** Rows that another import of the same file has written between our look and our insert. */
  private async takenMeanwhile(manager: EntityManager, fresh: IncomingRow[]): Promise<RejectedRow[]> {
    const existing = await findExisting(manager, fresh);
    return [...existing]
      .filter(([, found]) => found.importId !== this.record.id)
      .map(([i, found]) => skippedRow(fresh[i]!, found));
  }
}
