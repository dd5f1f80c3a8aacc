/**
 * How often a challenger in shadow gives the champion's answer. The counters are plain JSON, so each replica can count for
 * itself and the counts can be stored and added up later; no row is kept.
 */
export interface AgreementCounts {
  /** Rows that both models answered. */
  rows: number;
  /** Rows with the same primary answer. */
  same: number;
  /** Rows on which both models stated a confidence, and the sum of the absolute differences of the two on these rows. */
  confidenceRows: number;
  confidenceDifferenceSum: number;
  /** How often each model gave each answer, for the agreement expected by chance. At most `MAX_ANSWERS` each. */
  championAnswers: AnswerCount[];
  challengerAnswers: AnswerCount[];
  /** Differing answers, at most `MAX_CONFUSIONS` pairs; `otherConfusions` counts the rows of further pairs. */
  confusions: Confusion[];
  otherConfusions: number;
}

export interface AnswerCount {
  answer: string;
  rows: number;
}

export interface Confusion {
  champion: string;
  challenger: string;
  rows: number;
}

/** What a person reads of the counters. */
export interface AgreementSummary {
  rows: number;
  /** Share of rows with the same answer; null without rows. */
  agreement: number | null;
  /** Cohen's kappa; null where it is not defined or too many answers were seen to know it. See `cohenKappa`. */
  kappa: number | null;
  /** Mean absolute difference of the two confidences; null where no row has both. */
  meanConfidenceDifference: number | null;
  /** The most frequent differing pairs, most frequent first. */
  topConfusions: Confusion[];
}

/** One row as both models answered it. */
export interface ShadowRow {
  champion: string;
  challenger: string;
  championConfidence?: number;
  challengerConfidence?: number;
}

export const MAX_ANSWERS = 1000;
export const MAX_CONFUSIONS = 500;

/** Counts shadow rows as they come. Memory is bounded whatever the models answer. */
export class AgreementCounter {
  private rows = 0;
  private same = 0;
  private confidenceRows = 0;
  private confidenceDifferenceSum = 0;
  private readonly championAnswers = new Map<string, number>();
  private readonly challengerAnswers = new Map<string, number>();
  private readonly confusions = new Map<string, Confusion>();
  private otherConfusions = 0;

  /** Counts one row. A confidence that is not a finite number counts as not stated. */
  add({ champion, challenger, championConfidence, challengerConfidence }: ShadowRow): void {
    this.rows += 1;
    countAnswer(this.championAnswers, champion, 1);
    countAnswer(this.challengerAnswers, challenger, 1);
    if (champion === challenger) this.same += 1;
    else this.addConfusion({ champion, challenger, rows: 1 });
    if (Number.isFinite(championConfidence) && Number.isFinite(challengerConfidence)) {
      this.confidenceRows += 1;
      this.confidenceDifferenceSum += Math.abs(challengerConfidence! - championConfidence!);
    }
  }

  /** Adds what another counter has counted, from this or another process. */
  merge(counts: AgreementCounts): void {
    this.rows += counts.rows;
    this.same += counts.same;
    this.confidenceRows += counts.confidenceRows;
    this.confidenceDifferenceSum += counts.confidenceDifferenceSum;
    for (const { answer, rows } of counts.championAnswers) countAnswer(this.championAnswers, answer, rows);
    for (const { answer, rows } of counts.challengerAnswers) countAnswer(this.challengerAnswers, answer, rows);
    for (const confusion of counts.confusions) this.addConfusion(confusion);
    this.otherConfusions += counts.otherConfusions;
  }

  toJSON(): AgreementCounts {
    const list = (answers: Map<string, number>) => [...answers].map(([answer, rows]) => ({ answer, rows }));
    return {
      rows: this.rows,
      same: this.same,
      confidenceRows: this.confidenceRows,
      confidenceDifferenceSum: this.confidenceDifferenceSum,
      championAnswers: list(this.championAnswers),
      challengerAnswers: list(this.challengerAnswers),
      confusions: [...this.confusions.values()].map((confusion) => ({ ...confusion })),
      otherConfusions: this.otherConfusions,
    };
  }

  /** First come, first kept: a pair frequent enough to matter is seen before the list is full. */
  private addConfusion({ champion, challenger, rows }: Confusion): void {
    const key = JSON.stringify([champion, challenger]);
    const known = this.confusions.get(key);
    if (known) known.rows += rows;
    else if (this.confusions.size < MAX_CONFUSIONS) this.confusions.set(key, { champion, challenger, rows });
    else this.otherConfusions += rows;
  }
}

/** Figures of the counters, with the `top` most frequent confusions. */
export function summariseAgreement(counts: AgreementCounts, top = 10): AgreementSummary {
  return {
    rows: counts.rows,
    agreement: counts.rows === 0 ? null : counts.same / counts.rows,
    kappa: cohenKappa(counts),
    meanConfidenceDifference: counts.confidenceRows === 0 ? null : counts.confidenceDifferenceSum / counts.confidenceRows,
    topConfusions: counts.confusions.toSorted((left, right) => right.rows - left.rows).slice(0, top),
  };
}

/**
 * Cohen's kappa: the agreement beyond what two models with these answer frequencies would reach by chance, 1 at full
 * agreement, 0 at chance. Source: Cohen, Educational and Psychological Measurement 20 (1960) 37-46.
 *
 * @returns null without rows; where both models always gave one and the same answer (chance already agrees fully); and where
 * more than `MAX_ANSWERS` answers were seen, so that the agreement by chance is not known.
 */
export function cohenKappa({ rows, same, championAnswers, challengerAnswers }: AgreementCounts): number | null {
  const counted = (answers: AnswerCount[]) => answers.reduce((sum, answer) => sum + answer.rows, 0);
  if (rows === 0 || counted(championAnswers) !== rows || counted(challengerAnswers) !== rows) return null;
  const challenger = new Map(challengerAnswers.map((answer) => [answer.answer, answer.rows]));
  const expected = championAnswers.reduce(
    (sum, { answer, rows: count }) => sum + (count / rows) * ((challenger.get(answer) ?? 0) / rows),
    0,
  );
  if (expected === 1) return null;
  return (same / rows - expected) / (1 - expected);
}

/** Answers beyond the bound are not counted; the counts then no longer sum to the rows, by which `cohenKappa` notices. */
function countAnswer(answers: Map<string, number>, answer: string, rows: number): void {
  const known = answers.get(answer);
  if (known !== undefined || answers.size < MAX_ANSWERS) answers.set(answer, (known ?? 0) + rows);
}
