import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { RuleDraft } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { invalidField } from '../ledger/check-input.js';
import type { Rule } from './rule.js';
import { RuleEntity } from './rule.entity.js';

/** A user's rules, as they are stored and as they work. */
@Injectable()
export class RulesRepository {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categories: CategoriesRepository,
  ) {}

  /** All, in the order in which they are tried. */
  list(userId: string, manager: EntityManager = this.database.manager): Promise<RuleEntity[]> {
    return manager.getRepository(RuleEntity).find({ where: { userId }, order: { position: 'ASC', id: 'ASC' } });
  }

  /** @throws ServiceError `rules.not-found` */
  async get(userId: string, id: string, manager: EntityManager = this.database.manager): Promise<RuleEntity> {
    const rule = await manager.getRepository(RuleEntity).findOneBy({ id, userId });
    if (!rule) throw ruleNotFound();
    return rule;
  }

  /** Those of `ids`, in the order in which they are tried. @throws ServiceError `rules.not-found` unless all are the user's */
  async some(userId: string, ids: string[]): Promise<RuleEntity[]> {
    const rules = await this.database
      .getRepository(RuleEntity)
      .find({ where: { userId, id: In(ids) }, order: { position: 'ASC', id: 'ASC' } });
    if (rules.length < new Set(ids.map((id) => id.toLowerCase())).size) throw ruleNotFound();
    return rules;
  }

  /** Those that are on, ready to be tried. */
  async working(userId: string): Promise<Rule[]> {
    return this.widened(
      userId,
      (await this.list(userId)).filter(({ enabled }) => enabled),
    );
  }

  /** Rules whose category conditions name also what is below a primary category. */
  widened<T extends RuleDraft>(userId: string, rules: T[]): Promise<T[]> {
    return Promise.all(
      rules.map(async (rule) => ({
        ...rule,
        conditions: await Promise.all(
          rule.conditions.map(async (condition) =>
            condition.kind === 'category'
              ? { ...condition, categoryIds: await this.categories.widen(userId, condition.categoryIds) }
              : condition,
          ),
        ),
      })),
    );
  }

  /**
   * Checks that all a rule names is the user's, and keeps its categories until the SQL transaction of `manager` ends.
   * @throws ServiceError `categories.not-found`, `accounts.not-found`, `imports.not-found`
   */
  async requireNamed(manager: EntityManager, userId: string, { conditions, actions }: RuleDraft): Promise<void> {
    const named = categoriesOf({ conditions, actions });
    for (const id of named) await this.categories.requireUsable(manager, userId, id);
    const accounts = conditions.flatMap((condition) => (condition.kind === 'account' ? condition.accountIds : []));
    await requireOwn(manager, userId, 'account', accounts, 'There is no such account');
    const imports = conditions.flatMap((condition) =>
      condition.kind === 'import' && condition.importId ? [condition.importId] : [],
    );
    await requireOwn(manager, userId, 'import', imports, 'There is no such import');
  }
}

/** Every category that a rule names. */
export function categoriesOf({ conditions, actions }: Pick<RuleDraft, 'conditions' | 'actions'>): Set<string> {
  return new Set([
    ...conditions.flatMap((condition) => (condition.kind === 'category' ? condition.categoryIds : [])),
    ...actions.flatMap((action) => {
      if (action.kind === 'set-category') return [action.categoryId];
      return action.kind === 'split' ? action.parts.flatMap(({ categoryId }) => categoryId ?? []) : [];
    }),
  ]);
}

async function requireOwn(
  manager: EntityManager,
  userId: string,
  table: 'account' | 'import',
  ids: string[],
  problem: string,
): Promise<void> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  if (!wanted.length) return;
  const [{ found }]: [{ found: number }] = await manager.query(
    `select count(*)::int as found from transactions.${table} where user_id = $1 and id = any($2::uuid[])`,
    [userId, wanted],
  );
  if (found < wanted.length) throw new ServiceError(`${table}s.not-found`, problem);
}

export function ruleNotFound(): ServiceError {
  return new ServiceError('rules.not-found', 'There is no such rule');
}

/** @throws ServiceError `invalid-input` unless `ids` are exactly the user's rules */
export function requireAll(rules: RuleEntity[], ids: string[]): void {
  const known = new Set(rules.map(({ id }) => id));
  if (ids.length !== known.size || !ids.every((id) => known.has(id.toLowerCase()))) {
    throw invalidField('ids', 'The list must name every rule once; load the rules again');
  }
}
