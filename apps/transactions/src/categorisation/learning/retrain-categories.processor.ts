import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inferenceContract } from '#contracts/inference';
import { InjectDatabase } from '#database';
import { Processes, type JobRun } from '#jobs';
import { InjectClient, systemCall, type Client } from '#rpc';
import { raiseLedgerVersion } from '../../ledger/ledger-version.js';
import { beliefsOf } from '../model-guesses.js';
import { LearningJobInput, RetrainResult, retrainCategories } from './learning-jobs.js';
import type { Correction } from './merchant-memory.js';
import { PersonalModelEntity } from './personal-model.entity.js';
import { PersonalModels } from './personal-models.js';
import type { Example } from './prequential.js';
import { RecategoriseOpen } from './recategorise-open.js';
import { tune } from './tune.js';

/** The latest corrections are enough to choose between a handful of parameters. */
const MAX_EXAMPLES = 1_000;
/** Rows of one merchant and act that are looked at: a thousand changed at once would leave no room for anything else. */
const ROWS_OF_ACT = 3;
const SLICE = 250;
const GUESSES = 5;
const CALL_LIMIT_MS = 30_000;

@Injectable()
export class RetrainCategoriesProcessor {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    @InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>,
    private readonly personal: PersonalModels,
    private readonly open: RecategoriseOpen,
  ) {}

  @Processes(retrainCategories)
  async run(_input: LearningJobInput, job: JobRun): Promise<RetrainResult> {
    const userId = job.userId!;
    const corrections = withoutRepetition(await this.personal.corrections(userId))
      .slice(0, MAX_EXAMPLES)
      .reverse();
    await job.progress(0, undefined, 'Asking the model what it would have said');
    const examples = await this.withPriors(corrections, job);
    await job.progress(0, undefined, 'Looking how your corrections could have been foreseen');
    const tuning = await tune(examples, await this.personal.parameters(userId), await this.personal.primaries(userId), breathe);
    const { version } = await this.database.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock(hashtext($1))', [`personal-model ${userId}`]);
      const models = manager.getRepository(PersonalModelEntity);
      const last = await models.maximum('version', { userId });
      const model = await models.save(models.create({ userId, version: (last ?? 0) + 1, ...tuning }));
      // Models at hand are of a version of the ledger: with a new one every process builds its own anew.
      if (tuning.promoted) await raiseLedgerVersion(manager, userId);
      return model;
    });
    const changed = await this.open.run(userId, job);
    return { version, promoted: tuning.promoted, changed };
  }

  private async withPriors(corrections: Correction[], job: JobRun): Promise<Example[]> {
    const examples: Example[] = [];
    for (let from = 0; from < corrections.length; from += SLICE) {
      const slice = corrections.slice(from, from + SLICE);
      const answer = await this.inference.predictCategories(
        { descriptions: slice.map(({ text }) => text), amountsMinor: slice.map(({ amountMinor }) => amountMinor), top: GUESSES },
        systemCall(job.requestId, CALL_LIMIT_MS),
      );
      slice.forEach((correction, i) => examples.push({ correction, prior: beliefsOf(answer, i) }));
    }
    return examples;
  }
}

function withoutRepetition(corrections: Correction[]): Correction[] {
  const rows = new Map<string, number>();
  return corrections.filter(({ decidedAt, merchant }) => {
    const act = `${decidedAt} ${merchant}`;
    const before = rows.get(act) ?? 0;
    rows.set(act, before + 1);
    return before < ROWS_OF_ACT;
  });
}
