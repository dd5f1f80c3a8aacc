import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ImportPreview, PreviewImportInput, PreviewRow } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { checkedMapping } from './check-mapping.js';
import { DoubtfulRows, toMovement } from './doubtful-rows.js';
import { findExisting, type ImportSource } from './find-rows.js';
import { previewStatement, type CsvMapping, type StatementPreview } from './formats/index.js';
import { ImportAccounts } from './import-accounts.js';
import type { IncomingRow } from './incoming-row.js';
import { KnownRows } from './known-rows.js';
import { PrepareRows } from './prepare-rows.js';
import { matchedRow, skippedRow } from './rejected-rows.js';
import { refusingBadFiles, UploadedFile } from './uploaded-file.js';

/** Decides the decimals of a file that names no currency, before an account is chosen. */
const DEFAULT_CURRENCY = 'EUR';
/** Stands for an import that does not exist yet. */
const NO_IMPORT = '00000000-0000-0000-0000-000000000000';

type Remark = Pick<PreviewRow, 'duplicate' | 'reason'>;

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
    const assignments = ImportAccounts.meant(
      input,
      preview.accounts.map(({ ref }) => ref),
    );
    const meant = await ImportAccounts.load(this.database.manager, userId, { ...input, assignments });
    const source = { id: NO_IMPORT, userId, format: preview.format, mapping: preview.mapping ?? null };
    const remarks = await this.compare(source, preview, meant);
    return {
      ...preview,
      accounts: preview.accounts.map(({ ref, name, currency: code, kind }) => ({
        ref,
        name,
        currency: code,
        kind,
        accountId: accounts.assigned(ref)?.id,
      })),
      rows: preview.rows.map(
        ({ line, accountRef, bookedOn, valueOn, amountMinor, currency: code, description, counterparty, status }, i) => ({
          line,
          accountRef,
          bookedOn,
          valueOn,
          amountMinor,
          currency: code ?? currency,
          description,
          counterparty,
          ...(status === 'pending' ? { status } : {}),
          ...remarks.get(i),
        }),
      ),
      remembered: !given && remembered !== undefined && preview.mapping?.roles.join() === remembered.roles.join(),
    };
  }

  /** What would become of the rows, by their index, as far as the beginning of the file tells. */
  private async compare(
    source: ImportSource,
    { rows }: StatementPreview,
    accounts: ImportAccounts,
  ): Promise<Map<number, Remark>> {
    const { manager } = this.database;
    const prepare = new PrepareRows(accounts);
    const incoming = rows.map((row) => prepare.next(row)).filter((row): row is IncomingRow => !('outcome' in row));
    const remarks = new Map<number, Remark>();
    if (!incoming.length) return remarks;
    const existing = await findExisting(manager, incoming);
    const known = await KnownRows.load(manager, source);
    const doubtful = new DoubtfulRows(source, known.pending);
    const coverage = new Map<string, { first: string; last: string }>();
    incoming.forEach((row, i) => {
      const twin = existing.get(i);
      if (twin) remarks.set(row.number, { duplicate: true, reason: skippedRow(row, twin).message });
      else if (known.mayHoldSimilar(toMovement(row))) doubtful.add(row);
      const { accountId } = row;
      const days = incoming.filter((each) => each.accountId === accountId).map((each) => each.row.bookedOn);
      if (!coverage.has(accountId)) coverage.set(accountId, { first: days.sort()[0]!, last: days.at(-1)! });
    });
    const taken = new Set([...existing.values()].flatMap(({ id }) => id ?? []));
    const byNumber = new Map(incoming.map((row) => [row.number, row]));
    await doubtful.resolve(manager, {
      coverage,
      taken,
      read: async (numbers) => numbers.map((number) => byNumber.get(number)!),
      matched: async (matches) => {
        for (const { row, ledger, kind } of matches) {
          const reason = matchedRow(row, ledger, kind).message;
          remarks.set(row.number, kind === 'booked-now' ? { reason } : { duplicate: true, reason });
        }
      },
    });
    return remarks;
  }
}
