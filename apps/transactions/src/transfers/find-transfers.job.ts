import { IsInt, IsNumber, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { MAX_TRANSFER_DAYS } from '#contracts/transactions';
import { defineJob, type Jobs } from '#jobs';

export const DEFAULT_DAYS = 4;
export const DEFAULT_TOLERANCE = 0.03;

export class FindTransfersJobInput {
  @IsInt()
  @Min(0)
  @Max(MAX_TRANSFER_DAYS)
  days: number;

  @IsNumber()
  @Min(0)
  @Max(0.2)
  tolerance: number;

  /** First day that is looked at; everything when absent. */
  @IsOptional()
  @IsString()
  from?: string;

  /** The import after which it is done: makes it a job of its own, even while one for an earlier import runs. */
  @IsOptional()
  @IsUUID()
  importId?: string;
}

export class FindTransfersResult {
  /** Pairs that were sure enough to be confirmed at once. */
  confirmed: number;
  /** Pairs that wait for a person. */
  suggested: number;
}

/** Pairs the movements between a user's own accounts. */
export const findTransfers = defineJob({
  kind: 'transactions.find-transfers',
  input: FindTransfersJobInput,
  output: FindTransfersResult,
  attempts: 5,
  cacheFor: 0,
});

/**
 * Asks for the transfers among what an import has brought, in the SQL transaction that ends the import. Looks at the ledger since
 * the import's first day only; does nothing where the import brought nothing.
 */
export async function findTransfersAfterImport(
  manager: EntityManager,
  jobs: Jobs,
  { userId, importId, requestId }: { userId: string; importId: string; requestId: string },
): Promise<void> {
  const [{ from }]: [{ from: string | null }] = await manager.query(
    `select (min(booked_on) - ${DEFAULT_DAYS})::text as "from" from transactions.transaction where import_id = $1`,
    [importId],
  );
  if (from === null) return;
  await jobs.enqueueIn(
    manager,
    findTransfers,
    { days: DEFAULT_DAYS, tolerance: DEFAULT_TOLERANCE, from, importId },
    { userId, requestId },
  );
}
