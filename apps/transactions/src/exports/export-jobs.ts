import { IsUUID } from 'class-validator';
import { defineJob } from '#jobs';

export class MakeExportInput {
  @IsUUID()
  exportId: string;
}

export class MakeExportResult {
  exportId: string;
  bytes: number;
  transactions: number;
}

/** Writes an export into the store. One row of `export` is one job, so nothing is answered from an earlier one here. */
export const makeExport = defineJob({
  kind: 'transactions.make-export',
  input: MakeExportInput,
  output: MakeExportResult,
  attempts: 3,
  cacheFor: 0,
  concurrency: 2,
});
