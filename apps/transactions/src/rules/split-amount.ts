import type { RuleSplitPart } from '#contracts/transactions';
import { allocate } from '#money';
import type { SplitPart } from './rule.js';

/** Hundredths of a percent in the whole. */
const WHOLE = 10_000;

const takesRest = ({ amountMinor, percent }: RuleSplitPart): boolean => amountMinor == null && percent == null;

/** The sum of the fixed amounts, and of what they leave the share of each other part, in hundredths of a percent. */
function shares(parts: RuleSplitPart[]): { fixed: number; weights: number[] } {
  const fixed = parts.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0);
  const given = parts.filter(({ amountMinor }) => amountMinor == null);
  const hundredths = given.map(({ percent }) => Math.round((percent ?? 0) * 100));
  const rest = WHOLE - hundredths.reduce((sum, share) => sum + share, 0);
  return { fixed, weights: given.map((part, i) => (takesRest(part) ? rest : hundredths[i]!)) };
}

/** What is wrong with the parts of a rule, and the field below `parts`; undefined where nothing is. */
export function splitProblem(parts: RuleSplitPart[]): { field: string; problem: string } | undefined {
  for (const [i, part] of parts.entries()) {
    if (part.amountMinor != null && part.percent != null) {
      return { field: `${i}.percent`, problem: 'Say either an amount or a percentage' };
    }
    if (takesRest(part) && i < parts.length - 1) {
      return { field: `${i}.percent`, problem: 'Say an amount or a percentage; only the last part may take the rest' };
    }
  }
  const { fixed, weights } = shares(parts);
  const last = `${parts.length - 1}.percent`;
  if (!Number.isSafeInteger(fixed)) return { field: last, problem: 'No amount is as large as these together' };
  if (weights.some((weight) => weight <= 0)) return { field: last, problem: 'The percentages leave nothing for the last part' };
  if (weights.reduce((sum, weight) => sum + weight, 0) !== WHOLE) {
    return { field: last, problem: 'The percentages must add up to 100, or the last part take the rest' };
  }
  return undefined;
}

/**
 * The least size of an amount, in minor units, of which every part is at least one minor unit: smaller ones stay whole.
 * Assumes what {@link splitProblem} asks for, here and below.
 */
export function leastSplittable(parts: RuleSplitPart[]): number {
  const { fixed, weights } = shares(parts);
  return fixed + Math.ceil(WHOLE / Math.min(...weights));
}

/**
 * Divides an amount: first the fixed amounts, then what they leave by percents. The parts add up to it exactly; `allocate` says
 * who gets what rounding leaves.
 * @returns undefined where the amount is too small; see {@link leastSplittable}
 */
export function splitAmount(amountMinor: number, parts: RuleSplitPart[]): SplitPart[] | undefined {
  if (Math.abs(amountMinor) < leastSplittable(parts)) return undefined;
  const sign = amountMinor < 0 ? -1 : 1;
  const { fixed, weights } = shares(parts);
  const divided = allocate(amountMinor - sign * fixed, weights).values();
  return parts.map(({ amountMinor: own, categoryId, notes }) => ({
    categoryId: categoryId ?? undefined,
    amountMinor: own == null ? divided.next().value! : sign * own,
    notes: notes ?? undefined,
  }));
}
