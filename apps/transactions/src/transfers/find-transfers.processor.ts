import { Injectable } from '@nestjs/common';
import { setImmediate as breathe } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { InjectDatabase } from '#database';
import { Processes, type JobRun } from '#jobs';
import { equalAmountCandidates, witnesses, type PairingRules } from './equal-amounts.js';
import { FindTransfersJobInput, FindTransfersResult, findTransfers } from './find-transfers.job.js';
import { judgePairs, type FoundPair } from './judge-pairs.js';
import { EvidenceFinder, plainNumber } from './leg-evidence.js';
import { gatherOpenLegs, readAccounts, readEqualAmounts, readLegs } from './read-legs.js';
import { beginFound, noteFound, saveFound, settleFound } from './save-found.js';
import { scorePair } from './score-pair.js';
import {
  pairsAfterFee,
  pairsByOriginalAmount,
  pairsByRate,
  pairsByReference,
  type UnequalPair,
  type UnequalSearch,
} from './unequal-pairs.js';

const THE_BEGINNING = '0001-01-01';
/** Pairs noted by one statement. */
const NOTED_AT_ONCE = 2_000;
const STEPS = 5;

/**
 * Goes through a ledger for movements between the user's own accounts: first those that name the amount of the other currency or share
 * a reference across currencies, then equal amounts, then those that fit by the rate of the day, then those that lost a fee.
 */
@Injectable()
export class FindTransfersProcessor {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  @Processes(findTransfers)
  run({ days, tolerance, from = THE_BEGINNING }: FindTransfersJobInput, job: JobRun): Promise<FindTransfersResult> {
    const userId = job.userId!;
    return this.database.transaction(async (manager) => {
      // Sorting a million rows in memory takes half the time.
      await manager.query(`set local work_mem = '128MB'`);
      await beginFound(manager);
      const accounts = await readAccounts(manager, userId);
      const rules: PairingRules = {
        days,
        finder: new EvidenceFinder(accounts),
        isRejected: await rejectedPairs(manager, userId),
      };
      const search: UnequalSearch = { userId, days, tolerance };
      const step = (n: number, message: string) => job.progress(n, STEPS, message);

      if (accounts.length > 1) {
        await step(0, 'Reading the ledger');
        const ownNumbers = accounts.flatMap(({ bankRef }) => plainNumber(bankRef) ?? []);
        await gatherOpenLegs(manager, userId, from, ownNumbers);
        const told = [...(await pairsByOriginalAmount(manager, search)), ...(await pairsByReference(manager, search))];
        await this.judge(manager, told, rules);
        await step(1, 'Looking for equal amounts');
        await this.pairEqualAmounts(manager, search, rules, job);
        await step(2, 'Looking for amounts that fit by the rate of the day');
        await this.judge(manager, await pairsByRate(manager, search), rules);
        await step(3, 'Looking for amounts after fees');
        await this.judge(manager, await pairsAfterFee(manager, search), rules);
      }
      await step(4, 'Writing what was found');
      const result = await saveFound(manager, userId, from);
      await job.complete(manager, result);
      return result;
    });
  }

  private async pairEqualAmounts(manager: EntityManager, search: UnequalSearch, rules: PairingRules, job: JobRun): Promise<void> {
    let found: FoundPair[] = [];
    let looked = 0;
    for await (const legs of readEqualAmounts(manager, search.days)) {
      found.push(...judgePairs(equalAmountCandidates(legs, rules)));
      looked += legs.length;
      if (found.length >= NOTED_AT_ONCE) {
        await noteFound(manager, found);
        found = [];
        await job.progress(1, STEPS, `${looked.toLocaleString('en')} movements compared`);
      } else if (legs.length > 200) await breathe();
    }
    await noteFound(manager, found);
    await settleFound(manager);
  }

  private async judge(manager: EntityManager, pairs: UnequalPair[], { finder, isRejected }: PairingRules): Promise<void> {
    const open = pairs.filter(({ outId, inId }) => !isRejected(outId, inId));
    if (!open.length) return;
    const legs = await readLegs(manager, [...new Set(open.flatMap(({ outId, inId }) => [outId, inId]))]);
    const witness = witnesses(finder);
    const seen = new Set<string>();
    const candidates = open.flatMap(({ outId, inId, fit }) => {
      const [out, into] = [legs.get(outId), legs.get(inId)];
      if (!out || !into || seen.has(outId + inId)) return [];
      seen.add(outId + inId);
      return scorePair(witness(out), witness(into), fit);
    });
    await noteFound(manager, judgePairs(candidates));
  }
}

async function rejectedPairs(manager: EntityManager, userId: string): Promise<(outId: string, inId: string) => boolean> {
  const rows: { outId: string; inId: string }[] = await manager.query(
    `select out_id as "outId", in_id as "inId" from transactions.transfer where user_id = $1 and state = 'rejected'`,
    [userId],
  );
  const pairs = new Set(rows.map(({ outId, inId }) => outId + inId));
  return (outId, inId) => pairs.has(outId + inId);
}
