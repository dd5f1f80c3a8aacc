import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ImportPreview, PreviewImportInput, PreviewRow } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { previewStatement, type CsvMapping, type StatementPreview } from './formats/index.js';
import { checkedMapping } from './check-mapping.js';
import { ImportAccounts } from './import-accounts.js';
import { OccurrenceCounter } from './row-identity.js';
import { refusingBadFiles, UploadedFile } from './uploaded-file.js';
import { findExisting, type IncomingRow } from './write-rows.js';

/** Decides the decimals of a file that names no currency, before an account is chosen. */
const DEFAULT_CURRENCY = 'EUR';

/** Shows how a file will be read, and which of its first rows the account has already. Writes nothing. */
@Injectable()
export class PreviewImport {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly files: UploadedFile,
  ) {}

  /** @throws ServiceError `import.*`, `storage.not-found`, `accounts.not-found`, `invalid-input` */
  async run(userId: string, input: PreviewImportInput): Promise<ImportPreview> {
    const given = input.mapping && checkedMapping(input.mapping, false);
    const accounts = await ImportAccounts.load(this.database.manager, userId, input);
    const account = input.accountId ? accounts.get(input.accountId) : undefined;
    const remembered = (account?.importMapping ?? undefined) as CsvMapping | undefined;
    const currency = account?.currency ?? input.currency ?? DEFAULT_CURRENCY;
    const head = await this.files.head(userId, input);
    const preview = await refusingBadFiles(() =>
      previewStatement(head, input.fileName, { currency, mapping: given, remembered }),
    );
    return {
      ...preview,
      accounts: preview.accounts.map(({ ref, name, currency: code, kind }) => ({
        ref,
        name,
        currency: code,
        kind,
        accountId: accounts.assigned(ref)?.id,
      })),
      rows: await this.rowsOf(preview, accounts, currency),
      remembered: !given && remembered !== undefined && preview.mapping?.roles.join() === remembered.roles.join(),
    };
  }

  private async rowsOf(preview: StatementPreview, accounts: ImportAccounts, currency: string): Promise<PreviewRow[]> {
    const occurrences = new OccurrenceCounter();
    const placed: (IncomingRow & { index: number })[] = [];
    preview.rows.forEach((row, index) => {
      const account = accounts.of(row.accountRef);
      if (!account) return;
      const rowCurrency = row.currency ?? account.currency;
      const identity = occurrences.next(account.id, row, rowCurrency);
      placed.push({ index, number: index, row, accountId: account.id, currency: rowCurrency, merchantKey: '', ...identity });
    });
    const existing = placed.length ? await findExisting(this.database.manager, placed) : new Map<number, unknown>();
    const duplicates = new Set(placed.filter((_, i) => existing.has(i)).map(({ index }) => index));
    return preview.rows.map(
      ({ line, accountRef, bookedOn, valueOn, amountMinor, currency: code, description, counterparty }, index) => ({
        line,
        accountRef,
        bookedOn,
        valueOn,
        amountMinor,
        currency: code ?? currency,
        description,
        counterparty,
        ...(duplicates.has(index) ? { duplicate: true } : {}),
      }),
    );
  }
}
