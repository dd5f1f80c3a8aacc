import type { Split } from '../../api/types';
import { toDecimal, toMinor } from '../../format/money';

/** One part as it stands in the form: the amount as it is typed, without the sign of the whole. */
export interface PartDraft {
  key: number;
  amount: string;
  categoryId: string | null;
  notes: string;
}

/** The amount's direction: parts are typed as money of the same direction, a minus means the other. */
const directionOf = (minor: number): 1 | -1 => (minor < 0 ? -1 : 1);

/** What is typed into a part's field, in signed minor units: an amount, or a share of the whole as `25%`. Undefined for neither. */
export function readPart(text: string, wholeMinor: number, currency: string): number | undefined {
  const share = /^(\d+(?:[.,]\d+)?)\s*%$/.exec(text.trim());
  if (share) return Math.sign(wholeMinor) * Math.round((Math.abs(wholeMinor) * Number(share[1]!.replace(',', '.'))) / 100);
  const minor = toMinor(text.replace(',', '.'), currency);
  return minor === undefined ? undefined : minor * directionOf(wholeMinor) || 0;
}

/** A part's amount as it stands in its field. */
export function writePart(minor: number, wholeMinor: number, currency: string): string {
  return toDecimal(minor * directionOf(wholeMinor) || 0, currency);
}

/** What the parts leave of the whole; those that are no amounts count nothing. */
export function restOf(parts: readonly PartDraft[], wholeMinor: number, currency: string): number {
  return parts.reduce((rest, { amount }) => rest - (readPart(amount, wholeMinor, currency) ?? 0), wholeMinor);
}

/** The whole in `count` parts that differ by one unit at most and add up to it. */
export function evenParts(wholeMinor: number, count: number): number[] {
  const size = Math.floor(Math.abs(wholeMinor) / count);
  const over = Math.abs(wholeMinor) - size * count;
  return Array.from({ length: count }, (_, i) => directionOf(wholeMinor) * (size + (i < over ? 1 : 0)));
}

/** The parts as they are saved; undefined where one is no amount, is nothing, or where they do not add up. */
export function finishedParts(parts: readonly PartDraft[], wholeMinor: number, currency: string): Split[] | undefined {
  if (parts.length < 2 || restOf(parts, wholeMinor, currency) !== 0) return undefined;
  const splits: Split[] = [];
  for (const { amount, categoryId, notes } of parts) {
    const amountMinor = readPart(amount, wholeMinor, currency);
    if (!amountMinor) return undefined;
    splits.push({ amountMinor, ...(categoryId && { categoryId }), ...(notes.trim() && { notes: notes.trim() }) });
  }
  return splits;
}
