import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { categoryLabel } from '#contracts/categories';
import { inferenceContract, type CategoryExplanation } from '#contracts/inference';
import type { SimilarChoice, TransactionExplanation } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { InjectClient, isRefusal, ServiceError, type CallContext, type Client } from '#rpc';
import { CategoriesRepository } from '../../categories/categories.repository.js';
import { transactionNotFound } from '../../ledger/transactions.repository.js';
import { RULE_ROW_COLUMNS, toRuleRow, type StoredRuleRow } from '../../rules/rule-row.js';
import type { NamedRule, RuleRow } from '../../rules/rule.js';
import { conditionTest } from '../../rules/rule-conditions.js';
import { RulesRepository } from '../../rules/rules.repository.js';
import { modelText } from '../question.js';
import { reasonOf } from './reason-of.js';

/** Own choices that are shown. */
const CHOICES = 5;

type Stored = StoredRuleRow & { merchantKey: string; confidence: number | null };

/** Why a transaction has its category: the person, a rule, their earlier choices, or the model's words. */
@Injectable()
export class ExplainTransaction {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    @InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>,
    private readonly rules: RulesRepository,
    private readonly categories: CategoriesRepository,
  ) {}

  /** @throws ServiceError `transactions.not-found` */
  async explain(userId: string, id: string, call: CallContext): Promise<TransactionExplanation> {
    const stored = await this.find(userId, id);
    const row = toRuleRow(stored);
    const [choices, count] = await this.choicesFor(userId, id, stored);
    const rule = stored.categorySource === 'rule' ? await this.ruleFor(userId, row) : undefined;
    const model = await this.askModel(row, call);
    const reason = reasonOf({
      source: stored.categorySource,
      isSplit: row.isSplit,
      category: row.categoryId && (await this.nameOf(userId, row.categoryId)),
      rule: rule?.name,
      choices: count,
      latest: choices[0]?.description,
      model,
    });
    return {
      source: stored.categorySource,
      ...(row.categoryId && { categoryId: row.categoryId }),
      ...(stored.confidence !== null && { confidence: stored.confidence }),
      reason,
      ...(rule && { ruleId: rule.id, ruleName: rule.name }),
      choices,
      ...(model && { model }),
    };
  }

  private async find(userId: string, id: string): Promise<Stored> {
    const [row] = await this.database.query<Stored[]>(
      `select ${RULE_ROW_COLUMNS}, t.merchant_key as "merchantKey", t.confidence::float8 as confidence
       from transactions.transaction t where t.id = $1 and t.user_id = $2`,
      [id, userId],
    );
    if (!row) throw transactionNotFound(id);
    return row;
  }

  /** What the person chose for the merchant in the same direction, the latest first; and how often the category that it has. */
  private async choicesFor(userId: string, id: string, row: Stored): Promise<[SimilarChoice[], number]> {
    const rows = await this.database.query<(SimilarChoice & { same: number })[]>(
      `select t.id as "transactionId", t.description, t.booked_on::text as "bookedOn", t.category_id as "categoryId",
         (count(*) filter (where t.category_id = $4) over ())::int as same
       from transactions.transaction t
       where t.user_id = $1 and t.merchant_key = $2 and t.category_source = 'user' and t.id <> $3 and t.category_id is not null
         and (t.amount_minor < 0) = ($5::bigint < 0)
       order by coalesce(t.edited_at, t.created_at) desc limit ${CHOICES}`,
      [userId, row.merchantKey, id, row.categoryId, row.amountMinor],
    );
    return [rows.map(({ same: _same, ...choice }) => choice), rows[0]?.same ?? 0];
  }

  /** The first rule that would give the row its category today. */
  private async ruleFor(userId: string, row: RuleRow): Promise<NamedRule | undefined> {
    const open: RuleRow = { ...row, categoryId: undefined, categoryByPerson: false };
    const working = await this.rules.widened(
      userId,
      (await this.rules.list(userId)).filter(({ enabled }) => enabled),
    );
    return working.find(
      (rule) =>
        rule.actions.some((action) => action.kind === 'set-category' && action.categoryId === row.categoryId) &&
        conditionTest(rule)(open),
    );
  }

  /** The same question that the categoriser asks; a model that is away leaves its part of the answer out. */
  private async askModel(row: RuleRow, call: CallContext): Promise<CategoryExplanation | undefined> {
    const { description, counterparty, amountMinor } = row;
    try {
      return await this.inference.explainCategory(
        { description: modelText({ description, ...(counterparty && { counterparty }), amountMinor }), amount: amountMinor },
        call,
      );
    } catch (error) {
      if (isRefusal(error) || !(error instanceof ServiceError)) throw error;
      return undefined;
    }
  }

  private async nameOf(userId: string, categoryId: string): Promise<string> {
    const own = await this.categories.listOwn(userId);
    return own.find(({ id }) => id === categoryId)?.name ?? categoryLabel(categoryId) ?? categoryId;
  }
}
