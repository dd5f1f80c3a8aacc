import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { categoryLabel } from '#contracts/categories';
import { inferenceContract, type CategoryExplanation } from '#contracts/inference';
import type { SimilarChoice, TransactionExplanation } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { InjectClient, ServiceError, type CallContext, type Client } from '#rpc';
import { CategoriesRepository } from '../../categories/categories.repository.js';
import { counterpartyName } from '../../counterparties/counterparty-name.js';
import { transactionNotFound } from '../../ledger/transactions.repository.js';
import type { RuleEntity } from '../../rules/rule.entity.js';
import { RULE_ROW_COLUMNS, toRuleRow, type StoredRuleRow } from '../../rules/rule-row.js';
import { RulesRepository } from '../../rules/rules.repository.js';
import { modelText } from '../question.js';
import { decidingRule } from './deciding-rule.js';
import { reasonOf } from './reason.js';

/** Own choices that are shown. */
const CHOICES = 5;
/** Somebody is looking at the transaction: what the model says is worth this many milliseconds, and no more. */
const MODEL_MS = 2_500;

interface ExplainedRow extends StoredRuleRow {
  merchantKey: string;
  confidence: number | null;
  payee: string | null;
}

interface Choices {
  latest: SimilarChoice[];
  /** Those of them all with the category of the row. */
  same: number;
}

/** Tells why a transaction has its category. */
@Injectable()
export class ExplainTransaction {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly rules: RulesRepository,
    private readonly categories: CategoriesRepository,
    @InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>,
  ) {}

  /** @throws ServiceError `transactions.not-found` */
  async run(userId: string, id: string, call: CallContext): Promise<TransactionExplanation> {
    const row = await this.row(userId, id);
    const ruleRow = toRuleRow(row);
    // Of parts nobody is asked: they are the person's own.
    const text = row.isSplit ? undefined : modelText(ruleRow);
    const [rule, choices, own, model] = await Promise.all([
      row.categorySource === 'rule' ? this.rule(userId, row) : undefined,
      row.isSplit ? { latest: [], same: 0 } : this.choices(userId, row),
      this.categories.listOwn(userId),
      text === undefined ? undefined : this.askModel(text, ruleRow.amountMinor, call),
    ]);
    const names = new Map(own.map((category) => [category.id, category.name]));
    return {
      source: row.categorySource,
      categoryId: row.categoryId ?? undefined,
      confidence: row.confidence ?? undefined,
      reason: reasonOf({
        source: row.categorySource,
        categoryId: row.categoryId ?? undefined,
        isSplit: row.isSplit,
        isTransfer: row.isTransfer,
        isImported: row.importId !== null,
        categoryEdited: row.editedFields.includes('category'),
        ruleName: rule?.name,
        merchant: row.payee ?? counterpartyName(row.description, row.counterparty),
        sameChoices: choices.same,
        model,
        nameOf: (categoryId) => names.get(categoryId) ?? categoryLabel(categoryId) ?? categoryId,
      }),
      ruleId: rule?.id,
      ruleName: rule?.name,
      choices: choices.latest,
      model,
      modelText: model && text,
    };
  }

  private async row(userId: string, id: string): Promise<ExplainedRow> {
    const rows: ExplainedRow[] = await this.database.query(
      `select ${RULE_ROW_COLUMNS}, t.merchant_key as "merchantKey", t.confidence,
         (select c.name from transactions.counterparty_key k join transactions.counterparty c on c.id = k.counterparty_id
          where k.user_id = t.user_id and k.merchant_key = t.merchant_key) as payee
       from transactions.transaction t where t.id = $1 and t.user_id = $2`,
      [id, userId],
    );
    if (!rows[0]) throw transactionNotFound(id);
    return rows[0];
  }

  private async rule(userId: string, row: StoredRuleRow): Promise<RuleEntity | undefined> {
    const enabled = (await this.rules.list(userId)).filter((rule) => rule.enabled);
    return decidingRule(await this.rules.widened(userId, enabled), toRuleRow(row));
  }

  /** Own choices for the merchant in the same direction, as history looks at them; the row itself is none. */
  private async choices(userId: string, row: ExplainedRow): Promise<Choices> {
    const latest: (SimilarChoice & { same: number })[] = await this.database.query(
      `select t.id as "transactionId", t.description, t.booked_on::text as "bookedOn", t.category_id as "categoryId",
         count(*) filter (where t.category_id = $5) over ()::int as same
       from transactions.transaction t
       where t.user_id = $1 and t.merchant_key = $2 and t.category_source = 'user' and (t.amount_minor < 0) = $3 and t.id <> $4
       order by coalesce(t.edited_at, t.created_at) desc, t.id desc limit ${CHOICES}`,
      [userId, row.merchantKey, Number(row.amountMinor) < 0, row.id, row.categoryId],
    );
    return { latest: latest.map(({ same: _, ...choice }) => choice), same: latest[0]?.same ?? 0 };
  }

  /** @returns undefined where the model is away, is too slow, or cannot say */
  private async askModel(text: string, amountMinor: number, call: CallContext): Promise<CategoryExplanation | undefined> {
    try {
      // Of the amount the model looks at its sign only.
      const question = { description: text, amount: Math.sign(amountMinor) };
      return await this.inference.explainCategory(question, {
        ...call,
        deadline: Math.min(call.deadline, Date.now() + MODEL_MS),
      });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return undefined;
    }
  }
}
