import { IsInt } from 'class-validator';
import { defineJob } from '#jobs';

export class Transfer {
  @IsInt() n: number;
}

/** Takes a while, then has one effect in one transaction with its completion. */
export const transfer = defineJob({
  kind: 'torture.transfer',
  input: Transfer,
  output: Transfer,
  concurrency: 6,
  backoff: { type: 'fixed', delayMs: 100 },
});

/** The same, but the first attempt always fails. */
export const clumsy = defineJob({
  kind: 'torture.clumsy',
  input: Transfer,
  output: Transfer,
  concurrency: 3,
  attempts: 3,
  backoff: { type: 'fixed', delayMs: 100 },
});

/** Silence after which a worker of this spec counts as dead, in milliseconds. */
export const LEASE_MS = 2000;
