import { setImmediate as breathe } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { CategoryGuess, inferenceContract } from '#contracts/inference';
import { isRefusal, ServiceError, type CallContext, type Client } from '#rpc';
import type { Decision, Uncategorised } from './decision.js';
import { merchantKey } from './merchant-key.js';

/** Below this the model does not know, and saying so is worth more than a guess. */
const MIN_CONFIDENCE = 0.15;
/** Texts a call to the model; small enough that nobody waits long behind one. */
const SLICE = 250;
/** Answers kept in a run; an import of a bank's file repeats itself. */
const MAX_REMEMBERED = 50_000;

interface Rule {
  /** In lower case. */
  contains: string;
  categoryId: string;
}

/** One pass over a user's rows: rules are read once, history and the model are asked once a merchant and text. */
export class CategorisationRun {
  /** Rows that are uncategorised only because the model could not be asked. */
  missed = 0;

  private rules?: Promise<Rule[]>;
  private readonly history = new Map<string, string | undefined>();
  private readonly guesses = new Map<string, CategoryGuess>();

  constructor(
    private readonly database: DataSource,
    private readonly inference: Client<typeof inferenceContract>,
    private readonly userId: string,
  ) {}

  async decide(rows: Uncategorised[], call: CallContext): Promise<Decision[]> {
    const rules = await (this.rules ??= this.readRules());
    await this.learnHistory(rows);
    const decisions = rows.map((row) => this.byPerson(row, rules));
    const open = rows.filter((_, i) => !decisions[i]);
    if (open.length) await this.askModel(open, call);
    return decisions.map((decision, i) => decision ?? this.byModel(rows[i]!));
  }

  private byPerson(row: Uncategorised, rules: Rule[]): Decision | undefined {
    if (rules.length) {
      const text = `${row.description}\n${row.counterparty ?? ''}`.toLowerCase();
      const rule = rules.find(({ contains }) => text.includes(contains));
      if (rule) return { categoryId: rule.categoryId, source: 'rule', confidence: 1 };
    }
    const categoryId = this.history.get(historyKey(row));
    return categoryId === undefined ? undefined : { categoryId, source: 'history', confidence: 1 };
  }

  private byModel(row: Uncategorised): Decision {
    const guess = this.guesses.get(textKey(row));
    if (!guess) {
      this.missed++;
      return { source: 'none' };
    }
    if (guess.confidence < MIN_CONFIDENCE) return { source: 'none' };
    return { categoryId: guess.detailed, source: 'model', confidence: guess.confidence };
  }

  private async readRules(): Promise<Rule[]> {
    return this.database.query(
      `select lower(contains) as contains, category_id as "categoryId" from transactions.rule where user_id = $1 order by position, id`,
      [this.userId],
    );
  }

  /** The user's latest correction for each merchant and direction that this run has not met before. */
  private async learnHistory(rows: Uncategorised[]): Promise<void> {
    const unknown = new Map<string, string>();
    for (const row of rows) {
      const key = historyKey(row);
      if (!this.history.has(key)) unknown.set(key, key.slice(1));
    }
    if (!unknown.size) return;
    if (this.history.size > MAX_REMEMBERED) this.history.clear();
    const known: { key: string; categoryId: string }[] = await this.database.query(
      `select distinct on (1) (case when amount_minor < 0 then '-' else '+' end) || merchant_key as key, category_id as "categoryId"
       from transactions.transaction
       where user_id = $1 and merchant_key = any($2) and category_source = 'user'
       order by 1, edited_at desc nulls last, booked_on desc, id desc`,
      [this.userId, [...new Set(unknown.values())]],
    );
    for (const key of unknown.keys()) this.history.set(key, undefined);
    for (const { key, categoryId } of known) this.history.set(key, categoryId);
  }

  private async askModel(rows: Uncategorised[], call: CallContext): Promise<void> {
    if (this.guesses.size > MAX_REMEMBERED) this.guesses.clear();
    const unknown = new Map<string, Uncategorised>();
    for (const row of rows) {
      const key = textKey(row);
      if (!this.guesses.has(key)) unknown.set(key, row);
    }
    const texts = [...unknown];
    for (let from = 0; from < texts.length; from += SLICE) {
      const slice = texts.slice(from, from + SLICE);
      try {
        const { predictions } = await this.inference.predictCategories(
          { descriptions: slice.map(([, row]) => modelText(row)), amountsMinor: slice.map(([, row]) => row.amountMinor) },
          call,
        );
        slice.forEach(([key], i) => this.guesses.set(key, predictions[i]!));
      } catch (error) {
        // A model that is away, or breaks, keeps nobody from their ledger.
        if (isRefusal(error) || !(error instanceof ServiceError)) throw error;
        return;
      }
      // Requests of other people come between two slices.
      await breathe();
    }
  }
}

/** Direction and merchant: `-tesco stores`. */
function historyKey(row: Uncategorised): string {
  return (row.amountMinor < 0 ? '-' : '+') + (row.merchantKey ?? merchantKey(row.description, row.counterparty));
}

/** Direction and text: all that the model looks at, but for the amount's size. */
function textKey(row: Uncategorised): string {
  return (row.amountMinor < 0 ? '-' : '+') + modelText(row);
}

/** A bank that names the other side says more with both. */
function modelText({ description, counterparty }: Uncategorised): string {
  const text = counterparty && !description.includes(counterparty) ? `${counterparty} ${description}` : description;
  return text.trim().slice(0, 2_000) || '-';
}
