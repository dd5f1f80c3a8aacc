import { IsInt, Max, Min } from 'class-validator';
import { defineJob } from '#jobs';

export class CreateSampleHouseholdInput {
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  seed: number;
}

/** What was written; nothing where the household was there already. */
export class CreateSampleHouseholdResult {
  accounts: number;
  transactions: number;
}

/** Makes up a household for a user to look around in; waits some minutes for a model that is down. */
export const createSampleHousehold = defineJob({
  kind: 'transactions.create-sample-household',
  input: CreateSampleHouseholdInput,
  output: CreateSampleHouseholdResult,
  attempts: 10,
  cacheFor: 0,
});
