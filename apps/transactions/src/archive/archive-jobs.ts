import { IsBoolean, IsString, MaxLength } from 'class-validator';
import { defineJob } from '#jobs';

export class RestoreArchiveJobInput {
  @IsString()
  @MaxLength(200)
  uploadKey: string;
}

/** A line that kept an archive from being restored. */
export class RefusedLine {
  number: number;
  problem: string;
}

/** What was restored. Where any line is refused nothing was. */
export class RestoreArchiveResult {
  restored: boolean;
  /** Records by kind. */
  records: Record<string, number>;
  files: number;
  /** The first hundred lines that cannot be taken, and why. */
  refused: RefusedLine[];
}

/** Puts an archive into an empty ledger, all of it or nothing. */
export const restoreArchive = defineJob({
  kind: 'transactions.restore-archive',
  input: RestoreArchiveJobInput,
  output: RestoreArchiveResult,
  attempts: 3,
  cacheFor: 0,
});

export class DeleteEverythingJobInput {
  @IsBoolean()
  withAccount: boolean;
}

export class DeleteEverythingResult {
  /** Rows by table. */
  deleted: Record<string, number>;
}

/** Deletes all that a user owns. It is tried for a day: who asked for it must not find it half done. */
export const deleteEverything = defineJob({
  kind: 'transactions.delete-everything',
  input: DeleteEverythingJobInput,
  output: DeleteEverythingResult,
  attempts: 1_000,
  backoff: { type: 'fixed', delayMs: 60_000 },
  cacheFor: 0,
});
