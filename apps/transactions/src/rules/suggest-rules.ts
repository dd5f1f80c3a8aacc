import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Affected } from '#contracts/common';
import {
  DismissSuggestionInput,
  ListSuggestionsInput,
  RuleSuggestion,
  RuleSuggestionList,
  transactionsContract,
} from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Implements, requireUser, type CallContext } from '#rpc';
import { commonText } from './common-text.js';
import { foldCase } from './fold-case.js';
import { categoryLast } from './rule.js';
import { RuleSet } from './rule-actions.js';
import { RULE_ROW_COLUMNS, toRuleRow, type StoredRuleRow } from './rule-row.js';
import { RulesRepository } from './rules.repository.js';

/** Corrections that make a suggestion. */
const TWICE = 2;
const LISTED = 50;
/** Of each merchant's corrections, so many are looked at for what their texts have in common. */
const COMPARED = 20;
/** Shorter names are parts of too many words. */
const MIN_NAME = 3;

interface Correction {
  merchantKey: string;
  categoryId: string;
  corrections: number;
}

/** Suggests rules for what a person keeps correcting. */
@Injectable()
export class SuggestRules {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly rules: RulesRepository,
  ) {}

  /** Merchants to whose transactions, two at least, a person gave one and the same category, and no other. */
  @Implements(transactionsContract.operations.listRuleSuggestions)
  async listRuleSuggestions({ transactionId }: ListSuggestionsInput, call: CallContext): Promise<RuleSuggestionList> {
    const userId = requireUser(call).id;
    const repeated: Correction[] = await this.database.query(
      `select merchant_key as "merchantKey", min(category_id) as "categoryId", count(*)::int as corrections
       from transactions.transaction t
       where user_id = $1 and category_source = 'user' and edited_at is not null
         and ($2::uuid is null or merchant_key = (select o.merchant_key from transactions.transaction o where o.id = $2 and o.user_id = $1))
       group by merchant_key
       having count(*) >= ${TWICE} and min(category_id) = max(category_id) and not exists (
         select from transactions.rule_dismissal d
         where d.user_id = $1 and d.merchant_key = t.merchant_key and d.category_id = min(t.category_id))
       order by corrections desc, "merchantKey" limit ${LISTED * 2}`,
      [userId, transactionId ?? null],
    );
    const rules = new RuleSet(categoryLast(await this.rules.working(userId)));
    const items: RuleSuggestion[] = [];
    for (const correction of repeated) {
      if (items.length >= LISTED) break;
      const suggestion = await this.suggestion(userId, correction, rules);
      if (suggestion) items.push(suggestion);
    }
    return { items };
  }

  @Implements(transactionsContract.operations.dismissRuleSuggestion)
  async dismissRuleSuggestion({ merchantKey, categoryId }: DismissSuggestionInput, call: CallContext): Promise<Affected> {
    await this.database.query(
      `insert into transactions.rule_dismissal (user_id, merchant_key, category_id) values ($1, $2, $3) on conflict do nothing`,
      [requireUser(call).id, merchantKey, categoryId],
    );
    return { affected: 1 };
  }

  /** Undefined where a rule does it already, or the texts have nothing in common that a rule could look for. */
  private async suggestion(userId: string, correction: Correction, rules: RuleSet): Promise<RuleSuggestion | undefined> {
    const rows: StoredRuleRow[] = await this.database.query(
      `select ${RULE_ROW_COLUMNS} from transactions.transaction t
       where t.user_id = $1 and t.merchant_key = $2 and t.category_source = 'user' and t.category_id = $3
       order by t.edited_at desc nulls last, t.id desc limit ${COMPARED}`,
      [userId, correction.merchantKey, correction.categoryId],
    );
    const covered = rows.every((row) => {
      const uncorrected = { ...toRuleRow(row), categoryId: undefined, categoryByPerson: false, editedFields: [] };
      return rules.apply(uncorrected).row.categoryId === correction.categoryId;
    });
    if (!rows.length || covered) return undefined;
    const contains = textOf(correction.merchantKey, rows);
    return contains ? { ...correction, merchant: rows[0]!.counterparty ?? rows[0]!.description, contains } : undefined;
  }
}

/** What a rule for these rows can look for: the merchant's name as history knows it, else what their texts have in common. */
function textOf(merchantKey: string, rows: StoredRuleRow[]): string | undefined {
  const texts = rows.map(({ description, counterparty }) => counterparty ?? description);
  if (merchantKey.length >= MIN_NAME && texts.every((text) => foldCase(text).includes(merchantKey))) return merchantKey;
  return commonText(texts) ?? commonText(rows.map(({ description }) => description));
}
