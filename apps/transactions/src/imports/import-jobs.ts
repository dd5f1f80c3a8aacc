import { IsUUID } from 'class-validator';
import { defineJob } from '#jobs';

export class ImportJobInput {
  @IsUUID()
  importId: string;
}

/** What became of the rows; the same figures as in the import's report. */
export class ImportJobResult {
  importId: string;
  added: number;
  skipped: number;
  failed: number;
}

export class RecategoriseResult {
  categorised: number;
}

/** Reads an uploaded statement into the ledger. */
export const importStatement = defineJob({
  kind: 'transactions.import-statement',
  input: ImportJobInput,
  output: ImportJobResult,
  attempts: 5,
  cacheFor: 0,
});

/** Gives an import's rows their category once the model answers again; tries for a day. */
export const recategorise = defineJob({
  kind: 'transactions.recategorise',
  input: ImportJobInput,
  output: RecategoriseResult,
  attempts: 17_280,
  backoff: { type: 'fixed', delayMs: 5_000 },
  cacheFor: 0,
});
