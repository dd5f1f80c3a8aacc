import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ReviewAct, ReviewDecision, ReviewGroupKey } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { LearningTrigger } from '../categorisation/learning/learning-trigger.js';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { transactionNotFound } from '../ledger/transactions.repository.js';
import { IS_OPEN } from './open-rows.js';

/** How long a step can be taken back. */
const UNDO_FOR = `interval '7 days'`;

/** Rows that neither a person nor a rule has decided. */
const UNDECIDED = `t.category_source in ('none', 'model', 'history') and not t.is_transfer and not t.is_split`;

/** What a person does with the review queue; each step is one statement for all its rows, and can be taken back. */
@Injectable()
export class ReviewActs {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categories: CategoriesRepository,
    private readonly learning: LearningTrigger,
  ) {}

  /**
   * Gives every open row of each group its category, as the person's own choice: it teaches at once.
   * @throws ServiceError `categories.not-found`
   */
  decide(userId: string, decisions: ReviewDecision[]): Promise<ReviewAct> {
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      for (const categoryId of new Set(decisions.map((decision) => decision.categoryId))) {
        await this.categories.requireUsable(manager, userId, categoryId);
      }
      return this.settle(manager, userId, decisions, IS_OPEN);
    });
  }

  /**
   * Gives the category of a transaction to its merchant's other rows in the same direction, doubtful or not, that no person and no
   * rule has decided.
   * @throws ServiceError `transactions.not-found`; `review.no-category` where it has none itself
   */
  decideAlike(userId: string, id: string): Promise<ReviewAct> {
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const example = await exampleOf(manager, userId, id);
      if (!example.categoryId) throw new ServiceError('review.no-category', 'Give the transaction a category first');
      return this.settle(manager, userId, [{ ...example, categoryId: example.categoryId }], UNDECIDED);
    });
  }

  /** How many rows {@link decideAlike} would change. @throws ServiceError `transactions.not-found` */
  async countAlike(userId: string, id: string): Promise<number> {
    const { merchantKey, direction, categoryId } = await exampleOf(this.database.manager, userId, id);
    const [{ rows }]: [{ rows: number }] = await this.database.query(
      `select count(*)::int as rows from transactions.transaction t where t.user_id = $1 and t.merchant_key = $2
         and (t.amount_minor < 0) = ($3 = 'out') and ${UNDECIDED} and t.category_id is distinct from $4`,
      [userId, merchantKey, direction, categoryId],
    );
    return rows;
  }

  /** @param condition on `transactions.transaction t`: which of the groups' rows are meant */
  private async settle(
    manager: EntityManager,
    userId: string,
    decisions: ReviewDecision[],
    condition: string,
  ): Promise<ReviewAct> {
    const id = await this.begin(manager, userId);
    // What stood before is noted in the same statement: its parts all see the rows as they were.
    const [{ affected }]: [{ affected: number }] = await manager.query(
      `with answer as (
         select distinct on (merchant_key, direction) * from
           unnest($3::text[], $4::text[], $5::text[]) as answer (merchant_key, direction, category_id)),
       meant as (
         select t.id, t.category_id as was, t.category_source, t.confidence, t.edited_at, a.category_id
         from answer a join transactions.transaction t on t.merchant_key = a.merchant_key
           and (t.amount_minor < 0) = (a.direction = 'out')
         where t.user_id = $1 and ${condition} for update of t),
       noted as (
         insert into transactions.review_act_row (act_id, transaction_id, category_id, category_source, confidence, edited_at)
         select $2, id, was, category_source, confidence, edited_at from meant),
       changed as (
         update transactions.transaction t set category_id = meant.category_id, category_source = 'user', confidence = 1,
           edited_at = now(), updated_at = now()
         from meant where t.id = meant.id returning 1)
       select count(*)::int as affected from changed`,
      [
        userId,
        id,
        decisions.map(({ merchantKey }) => merchantKey),
        decisions.map(({ direction }) => direction),
        decisions.map(({ categoryId }) => categoryId),
      ],
    );
    await this.learning.corrected(manager, userId);
    await raiseLedgerVersion(manager, userId);
    return { id, affected };
  }

  /** Leaves groups for later. */
  skip(userId: string, groups: ReviewGroupKey[]): Promise<ReviewAct> {
    return this.database.transaction(async (manager) => {
      const id = await this.begin(manager, userId);
      const [{ affected }]: [{ affected: number }] = await manager.query(
        `with skipped as (
           insert into transactions.review_skip (user_id, merchant_key, direction, act_id)
           select distinct $1::uuid, merchant_key, direction, $2::uuid
           from unnest($3::text[], $4::text[]) as skip (merchant_key, direction)
           on conflict on constraint review_skip_pk do update set skipped_at = now(), act_id = excluded.act_id
           returning 1)
         select count(*)::int as affected from skipped`,
        [userId, id, groups.map(({ merchantKey }) => merchantKey), groups.map(({ direction }) => direction)],
      );
      return { id, affected };
    });
  }

  /**
   * Takes a step back: its rows are again as they were, but for those that a person has changed since.
   * @returns how many rows and skipped groups are back
   * @throws ServiceError `review.not-found`, also after a week
   */
  undo(userId: string, id: string): Promise<number> {
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const acts: { createdAt: Date }[] = await manager.query(
        `select created_at as "createdAt" from transactions.review_act where id = $1 and user_id = $2 for update`,
        [id, userId],
      );
      if (!acts.length) throw new ServiceError('review.not-found', 'There is no such step, or it is too long ago');
      const [, restored]: [unknown, number] = await manager.query(
        `update transactions.transaction t
         set category_id = r.category_id, category_source = r.category_source, confidence = r.confidence, edited_at = r.edited_at,
           updated_at = now()
         from transactions.review_act_row r join transactions.review_act a on a.id = r.act_id
         where a.id = $1 and t.id = r.transaction_id and t.user_id = $2
           and t.category_source = 'user' and t.edited_at = a.created_at`,
        [id, userId],
      );
      const [, unskipped]: [unknown, number] = await manager.query(
        'delete from transactions.review_skip where act_id = $1 and user_id = $2',
        [id, userId],
      );
      await manager.query('delete from transactions.review_act where id = $1', [id]);
      if (restored) await raiseLedgerVersion(manager, userId);
      return restored + unskipped;
    });
  }

  private async begin(manager: EntityManager, userId: string): Promise<string> {
    await manager.query(`delete from transactions.review_act where user_id = $1 and created_at < now() - ${UNDO_FOR}`, [userId]);
    const [{ id }]: [{ id: string }] = await manager.query(
      'insert into transactions.review_act (user_id) values ($1) returning id',
      [userId],
    );
    return id;
  }
}

async function exampleOf(
  manager: EntityManager,
  userId: string,
  id: string,
): Promise<ReviewGroupKey & { categoryId: string | null }> {
  const rows: (ReviewGroupKey & { categoryId: string | null })[] = await manager.query(
    `select merchant_key as "merchantKey", case when amount_minor < 0 then 'out' else 'in' end as direction,
       category_id as "categoryId"
     from transactions.transaction where id = $1 and user_id = $2`,
    [id, userId],
  );
  if (!rows[0]) throw transactionNotFound(id);
  return rows[0];
}
