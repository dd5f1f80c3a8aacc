import { operation } from '#rpc';
import { IdInput, PageInput } from '../common/index.js';
import {
  ImportList,
  ImportPreview,
  ImportReport,
  ImportRowPage,
  ImportRowsAnywayInput,
  ListImportRowsInput,
  PreviewImportInput,
  SampleHouseholdInput,
  StartedImport,
  StartedJob,
  StartImportInput,
} from './imports.dto.js';

export const importOperations = {
  previewImport: operation({ input: PreviewImportInput, output: ImportPreview, idempotent: true, timeoutMs: 10_000 }),
  startImport: operation({ input: StartImportInput, output: StartedImport }),
  listImports: operation({ input: PageInput, output: ImportList, idempotent: true }),
  getImport: operation({ input: IdInput, output: ImportReport, idempotent: true }),
  listImportRows: operation({ input: ListImportRowsInput, output: ImportRowPage, idempotent: true }),
  /** Adds skipped rows after all; they belong to the import, and no row is added twice. */
  importRowsAnyway: operation({ input: ImportRowsAnywayInput, output: ImportReport, timeoutMs: 30_000 }),
  /** Removes what the import added, except rows the user has edited since: those are kept and counted. */
  undoImport: operation({ input: IdInput, output: ImportReport, timeoutMs: 30_000 }),
  createSampleHousehold: operation({ input: SampleHouseholdInput, output: StartedJob }),
};
