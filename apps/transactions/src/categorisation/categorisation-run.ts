import { setImmediate as breathe } from 'node:timers/promises';
import type { inferenceContract } from '#contracts/inference';
import { isRefusal, ServiceError, type CallContext, type Client } from '#rpc';
import { EntryRules } from '../rules/entry-rules.js';
import type { RulesRepository } from '../rules/rules.repository.js';
import { decisionOf, type Decision, type Uncategorised } from './decision.js';
import type { Belief, Opinion } from './learning/personal-model.js';
import type { Learned, PersonalModels } from './learning/personal-models.js';
import { merchantKey } from './merchant-key.js';
import { beliefsOf } from './model-guesses.js';
import { modelText, questionOf } from './question.js';

/** Texts a call to the model; small enough that nobody waits long behind one. */
const SLICE = 250;
/** Answers kept in a run; an import of a bank's file repeats itself. */
const MAX_REMEMBERED = 50_000;
/** Guesses of the model that are weighed against the user's corrections. */
const GUESSES = 5;

/** One pass over a user's rows: rules and corrections are read once, the model is asked once a text. */
export class CategorisationRun {
  /** Rows that are uncategorised only because the model could not be asked. */
  missed = 0;

  private rules?: Promise<EntryRules>;
  private learned?: Promise<Learned>;
  private readonly merchantsMet = new Set<string>();
  private readonly guesses = new Map<string, Belief[]>();

  constructor(
    private readonly workingRules: RulesRepository,
    private readonly inference: Client<typeof inferenceContract>,
    private readonly personal: PersonalModels,
    private readonly userId: string,
  ) {}

  async decide(rows: Uncategorised[], call: CallContext): Promise<Decision[]> {
    const rules = await (this.rules ??= this.workingRules.working(this.userId).then((working) => new EntryRules(working)));
    const entries = rows.map((row) => rules.begin(row));
    const open = entries.filter(({ needsCategory }) => needsCategory).map(({ asked }) => asked);
    const opinions = (await this.consider(open, call)).values();
    return entries.map((entry) => {
      if (!entry.needsCategory) return entry.decided();
      const opinion = opinions.next().value;
      if (!opinion) this.missed++;
      return entry.decided(opinion && decisionOf(opinion));
    });
  }

  /**
   * What the user's corrections and the model say of rows, whatever the rules do.
   * @param alternatives ask the model also where the corrections leave no doubt
   * @returns in their order; none for a row of which only the model could know, and it does not answer
   */
  async consider(rows: Uncategorised[], call: CallContext, alternatives = false): Promise<(Opinion | undefined)[]> {
    const { model } = await this.knowMerchants(rows);
    const questions = rows.map(questionOf);
    const recalled = questions.map((question) => (alternatives ? undefined : model.recall(question)));
    const open = rows.filter((_, i) => !recalled[i]);
    if (open.length) await this.askModel(open, model.isEmpty && !alternatives ? 1 : GUESSES, call);
    return rows.map((row, i) => {
      if (recalled[i]) return recalled[i];
      const prior = this.guesses.get(textKey(row));
      return prior ? model.ask(questions[i]!, prior) : model.recall(questions[i]!);
    });
  }

  /** The user's model, with all that it could know of the merchants of `rows`. */
  private async knowMerchants(rows: Uncategorised[]): Promise<Learned> {
    const learned = await (this.learned ??= this.personal.of(this.userId));
    if (learned.complete) return learned;
    const unmet = new Set<string>();
    for (const row of rows) {
      const key = row.merchantKey ?? merchantKey(row.description, row.counterparty);
      if (this.merchantsMet.has(key)) continue;
      this.merchantsMet.add(key);
      unmet.add(key);
    }
    await this.personal.learnMerchants(this.userId, learned, [...unmet]);
    return learned;
  }

  private async askModel(rows: Uncategorised[], top: number, call: CallContext): Promise<void> {
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
        const answer = await this.inference.predictCategories(
          { descriptions: slice.map(([, row]) => modelText(row)), amountsMinor: slice.map(([, row]) => row.amountMinor), top },
          call,
        );
        slice.forEach(([key], i) => this.guesses.set(key, beliefsOf(answer, i)));
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

/** Direction and text: all that the model looks at, but for the amount's size. */
function textKey(row: Uncategorised): string {
  return (row.amountMinor < 0 ? '-' : '+') + modelText(row);
}
