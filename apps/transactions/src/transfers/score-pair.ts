import type { TransferReason } from '#contracts/transactions';
import type { LegEvidence } from './leg-evidence.js';
import type { Leg } from './leg.js';

/** A leg with what it says. */
export interface Witness extends Leg {
  evidence: LegEvidence;
}

/** How two amounts fit: they are the same, one tells the other as the original, or they lie within the tolerance. */
export type AmountFit =
  | { kind: 'same-amount' }
  | { kind: 'original-amount' }
  /** No rate is known; only what else is said can speak for the pair. */
  | { kind: 'unknown-rate' }
  | { kind: 'exchange-rate' | 'after-fee'; /** 0 for exactly the rate, 1 at the tolerance. */ deviation: number };

export interface Candidate {
  out: Witness;
  in: Witness;
  /** Log-odds that the two are one movement. */
  score: number;
  reasons: TransferReason[];
}

/** What the fit of the amounts alone is worth, as log-odds. The other weights below add to it. */
const FIT: Record<AmountFit['kind'], number> = {
  'same-amount': 0.6,
  'original-amount': 1.2,
  'exchange-rate': 0.2,
  'after-fee': -1.2,
  'unknown-rate': -0.3,
};
/** Each day apart counts more than the one before: shifting a whole series by a day is likelier than one pair over three. */
const DAY = 0.1;
const WEIGHT = {
  deviation: 0.6,
  accountNumber: 3,
  wrongNumber: -3,
  strangeNumber: -0.7,
  reference: 2.5,
  words: 0.8,
  wordsOnBoth: 0.5,
  accountName: 1,
  category: 0.6,
  otherCategory: -0.65,
  settledOtherCategory: -1.2,
  marked: 0.8,
} as const;

/** How likely it is that two legs of opposite sign in two accounts are one movement, and why. */
export function scorePair(out: Witness, into: Witness, fit: AmountFit): Candidate {
  const reasons: TransferReason[] = fit.kind === 'unknown-rate' ? [] : [fit.kind];
  const apart = Math.abs(out.day - into.day);
  let score = FIT[fit.kind] - DAY * apart * apart;
  if ('deviation' in fit) score -= WEIGHT.deviation * fit.deviation;
  if (apart === 0) reasons.push('same-day');
  const [a, b] = [out.evidence, into.evidence];
  const add = (reason: TransferReason, weight: number) => {
    score += weight;
    if (weight > 0 && !reasons.includes(reason)) reasons.push(reason);
  };
  for (const [evidence, other] of [
    [a, into],
    [b, out],
  ] as const) {
    if (evidence.numberOf === other.accountId) add('account-number', WEIGHT.accountNumber);
    else if (evidence.numberOf !== undefined) score += WEIGHT.wrongNumber;
    else if (evidence.strangeNumber) score += WEIGHT.strangeNumber;
    if (evidence.mentions.has(other.accountId)) add('account-name', WEIGHT.accountName);
    if (evidence.category === 'transfer') add('category', WEIGHT.category);
    else if (evidence.category === 'other') score += WEIGHT.otherCategory;
    else if (evidence.category === 'settled-other') score += WEIGHT.settledOtherCategory;
  }
  if (a.references.some((reference) => b.references.includes(reference))) add('reference', WEIGHT.reference);
  if (a.words || b.words) add('words', WEIGHT.words + (a.words && b.words ? WEIGHT.wordsOnBoth : 0));
  if (out.isTransfer || into.isTransfer) add('marked', WEIGHT.marked);
  return { out, in: into, score, reasons };
}

/** Log-odds as a probability of two decimals. */
export const confidenceOf = (score: number): number => Math.round(100 / (1 + Math.exp(-score))) / 100;

/** Below this confidence a pair is not worth a person's look. */
export const SUGGEST_FROM = 0.35;
