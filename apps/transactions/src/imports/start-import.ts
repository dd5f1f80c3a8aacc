import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StartedImport, StartImportInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Jobs } from '#jobs';
import { ServiceError, type CallContext } from '#rpc';
import { checkedMapping } from './check-mapping.js';
import { previewStatement, problemsOf, type CsvMapping } from './formats/index.js';
import { ImportAccounts } from './import-accounts.js';
import { importStatement } from './import-jobs.js';
import { ImportEntity } from './import.entity.js';
import { refusingBadFiles, UploadedFile } from './uploaded-file.js';

/** Accepts an import: checks what can be checked at once, then leaves the reading to a job. */
@Injectable()
export class StartImport {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly files: UploadedFile,
    private readonly jobs: Jobs,
  ) {}

  /** @throws ServiceError `import.*`, `storage.not-found`, `accounts.not-found`, `invalid-input` */
  async run(userId: string, input: StartImportInput, call: CallContext): Promise<StartedImport> {
    const accounts = await ImportAccounts.load(this.database.manager, userId, input);
    const account = input.accountId ? accounts.get(input.accountId) : undefined;
    const given = input.mapping && checkedMapping(input.mapping, true);
    const remembered = (account?.importMapping ?? undefined) as CsvMapping | undefined;
    const head = await this.files.head(userId, input);
    const preview = await refusingBadFiles(() =>
      previewStatement(head, input.fileName, { currency: account?.currency ?? 'EUR', mapping: given, remembered }),
    );
    const problems = preview.mapping ? problemsOf(preview.mapping) : [];
    if (problems.length)
      throw new ServiceError('import.malformed', `The columns of the file are not clear. ${problems.join(' ')}`);
    const refs = preview.accounts.map(({ ref }) => ref);
    const assignments = ImportAccounts.meant(input, refs);
    const homeless = refs.filter((ref) => !accounts.of(ref));
    if (homeless.length) {
      throw new ServiceError('invalid-input', `Say which account each of the file's accounts is: ${homeless.join(', ')}`, {
        refs: homeless,
      });
    }
    if (!account && !preview.accounts.length)
      throw new ServiceError('invalid-input', 'Choose the account that the file belongs to');

    // The record and its job are one commit: an accepted import is done, whatever dies in between.
    return this.database.transaction(async (manager) => {
      const imports = manager.getRepository(ImportEntity);
      const record = await imports.save(
        imports.create({
          userId,
          fileName: input.fileName,
          uploadKey: input.uploadKey,
          format: preview.format,
          mapping: preview.mapping ?? null,
          accountId: input.accountId ?? null,
          assignments,
        }),
      );
      const { id: jobId } = await this.jobs.enqueueIn(
        manager,
        importStatement,
        { importId: record.id },
        { userId, requestId: call.requestId },
      );
      await imports.update({ id: record.id }, { jobId });
      return { importId: record.id, jobId };
    });
  }
}
