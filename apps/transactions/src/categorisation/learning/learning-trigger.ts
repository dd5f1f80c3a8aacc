import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Jobs } from '#jobs';
import { retrainCategories } from './learning-jobs.js';

/** Corrections after which Steward looks whether it can learn better from them. */
const RETRAIN_AFTER = 20;

/** Starts the retraining once enough corrections have come since the last one. */
@Injectable()
export class LearningTrigger {
  constructor(private readonly jobs: Jobs) {}

  /** Call it in the SQL transaction of a correction, after the correction. */
  async corrected(manager: EntityManager, userId: string): Promise<void> {
    // One step may have changed a thousand rows: it counts once.
    const [{ steps }]: [{ steps: number }] = await manager.query(
      `select count(distinct decided_at)::int as steps from (
         select coalesce(edited_at, created_at) as decided_at from transactions.transaction
         where user_id = $1 and category_source = 'user' and coalesce(edited_at, created_at) >
           (select coalesce(max(created_at), '-infinity') from transactions.personal_model where user_id = $1)
         limit 5000) since`,
      [userId],
    );
    if (steps >= RETRAIN_AFTER) await this.jobs.enqueueIn(manager, retrainCategories, {}, { userId, requestId: randomUUID() });
  }
}
