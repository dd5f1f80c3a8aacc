import { Injectable } from '@nestjs/common';
import { IdInput, PageInput } from '#contracts/common';
import {
  ImportList,
  ImportPreview,
  ImportReport,
  ImportRowPage,
  ImportRowsAnywayInput,
  ListImportRowsInput,
  PreviewImportInput,
  StartedImport,
  StartImportInput,
  transactionsContract,
} from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { ImportRowsAnyway } from './import-rows-anyway.js';
import { ImportsRepository } from './imports.repository.js';
import { PreviewImport } from './preview-import.js';
import { StartImport } from './start-import.js';
import { UndoImport } from './undo-import.js';

const { operations } = transactionsContract;

@Injectable()
export class ImportsHandler {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly preview: PreviewImport,
    private readonly start: StartImport,
    private readonly anyway: ImportRowsAnyway,
    private readonly undo: UndoImport,
  ) {}

  @Implements(operations.previewImport)
  previewImport(input: PreviewImportInput, call: CallContext): Promise<ImportPreview> {
    return this.preview.run(requireUser(call).id, input);
  }

  @Implements(operations.startImport)
  startImport(input: StartImportInput, call: CallContext): Promise<StartedImport> {
    return this.start.run(requireUser(call).id, input, call);
  }

  @Implements(operations.listImports)
  listImports(input: PageInput, call: CallContext): Promise<ImportList> {
    return this.imports.list(requireUser(call).id, input);
  }

  @Implements(operations.getImport)
  getImport({ id }: IdInput, call: CallContext): Promise<ImportReport> {
    return this.imports.get(requireUser(call).id, id);
  }

  @Implements(operations.listImportRows)
  listImportRows(input: ListImportRowsInput, call: CallContext): Promise<ImportRowPage> {
    return this.imports.rows(requireUser(call).id, input);
  }

  @Implements(operations.importRowsAnyway)
  async importRowsAnyway(input: ImportRowsAnywayInput, call: CallContext): Promise<ImportReport> {
    const userId = requireUser(call).id;
    await this.anyway.run(userId, input, call);
    return this.imports.get(userId, input.id);
  }

  @Implements(operations.undoImport)
  async undoImport({ id }: IdInput, call: CallContext): Promise<ImportReport> {
    const userId = requireUser(call).id;
    await this.undo.run(userId, id);
    return this.imports.get(userId, id);
  }
}
