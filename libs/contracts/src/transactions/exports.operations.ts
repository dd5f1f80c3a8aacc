import { Nothing, operation } from '#rpc';
import { Affected, IdInput } from '../common/index.js';
import {
  DeleteEverythingInput,
  ExportFile,
  ExportList,
  ExportRecord,
  RestoreArchiveInput,
  StartedExport,
  StartExportInput,
} from './exports.dto.js';
import { StartedJob } from './imports.dto.js';

export const exportOperations = {
  startExport: operation({ input: StartExportInput, output: StartedExport }),
  listExports: operation({ input: Nothing, output: ExportList, idempotent: true }),
  getExport: operation({ input: IdInput, output: ExportRecord, idempotent: true }),
  deleteExport: operation({ input: IdInput, output: Affected, idempotent: true }),
  /** `exports.not-finished` while it is being made, `exports.not-found` once it is deleted. */
  exportFile: operation({ input: IdInput, output: ExportFile, idempotent: true }),
  /** `archive.not-empty` where the ledger holds something already. */
  restoreArchive: operation({ input: RestoreArchiveInput, output: StartedJob }),
  /** For the gateway, once it has made sure that the person means it. */
  deleteEverything: operation({ input: DeleteEverythingInput, output: StartedJob }),
};
