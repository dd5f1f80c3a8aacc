import { merchantKey } from '../categorisation/merchant-key.js';
import type { StatementRow } from './formats/index.js';
import type { ImportAccounts } from './import-accounts.js';
import type { IncomingRow } from './incoming-row.js';
import { failedRow, type RejectedRow } from './rejected-rows.js';
import { OccurrenceCounter } from './row-identity.js';

/** Gives each row of one file its account, its number and its identity, or the reason why it has none. */
export class PrepareRows {
  private readonly occurrences = new OccurrenceCounter();
  private count = 0;

  constructor(private readonly accounts: ImportAccounts) {}

  /** The next running number in the file. */
  number(): number {
    return this.count++;
  }

  next(row: StatementRow): IncomingRow | RejectedRow {
    const number = this.number();
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
}
