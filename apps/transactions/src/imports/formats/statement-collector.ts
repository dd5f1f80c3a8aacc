import type { FailedRow, StatementAccount, StatementBatch, StatementRow, StatementWarning } from './statement.js';

/** What a reader has found and not yet handed over; gives it out in batches of the file's order. */
export class StatementCollector {
  /** Whether the file has anything of use so far: a row, a row that failed, or an account. */
  found = false;
  private rows: StatementRow[] = [];
  private failed: FailedRow[] = [];
  private readonly accounts = new Map<string, StatementAccount>();
  private warnings: StatementWarning[] = [];

  readonly warn = (warning: StatementWarning): void => void this.warnings.push(warning);

  addRow(row: StatementRow): void {
    this.found = true;
    this.rows.push(row);
  }

  addFailed(row: FailedRow): void {
    this.found = true;
    this.failed.push(row);
  }

  /** An account that is new, or of which more is known than before. */
  addAccount(account: StatementAccount): void {
    this.found = true;
    this.accounts.set(account.ref, account);
  }

  /** Batches of `size` rows each; the rest, with what is not a row, only where `all` is to be given. */
  *take(size: number, all: boolean, bytesRead: number): Generator<StatementBatch> {
    while (this.rows.length + this.failed.length >= size) yield this.batch(size, bytesRead);
    if (all && this.rows.length + this.failed.length + this.accounts.size + this.warnings.length > 0)
      yield this.batch(size, bytesRead);
  }

  private batch(size: number, bytesRead: number): StatementBatch {
    const failed = this.failed.slice(0, size);
    const rows = this.rows.slice(0, size - failed.length);
    this.failed = this.failed.slice(failed.length);
    this.rows = this.rows.slice(rows.length);
    const batch: StatementBatch = { rows, failed, bytesRead };
    if (this.accounts.size > 0) batch.accounts = [...this.accounts.values()];
    if (this.warnings.length > 0) batch.warnings = this.warnings;
    this.accounts.clear();
    this.warnings = [];
    return batch;
  }
}
