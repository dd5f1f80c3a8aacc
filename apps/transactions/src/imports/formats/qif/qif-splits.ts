import { AmountError } from '#money';

import { oneLine, shorten } from '../row-text.js';
import type { StatementSplit, StatementWarning } from '../statement.js';
import { percentOf, qifAmount, qifCategory, type QifStyle } from './qif-fields.js';
import type { QifField } from './qif-records.js';

/** The lines of one part: `S` category, `E` memo, `$` amount or `%` share. */
interface Part {
  category: string;
  memo?: string;
  amount?: string;
  percent?: string;
}

/**
 * The parts of a movement of `amountMinor`; undefined where it has none. They always add up: what the file leaves out becomes a
 * part without a category, and one part whose amount is missing gets the rest. Parts that cannot be read are told and left out
 * altogether; the movement itself stands.
 */
export function qifSplits(
  fields: readonly QifField[],
  amountMinor: number,
  style: QifStyle,
  exponent: number,
  line: number,
  warn: (warning: StatementWarning) => void,
): StatementSplit[] | undefined {
  const parts = partsOf(fields);
  if (parts.length === 0) return undefined;
  try {
    const amounts = parts.map(({ amount, percent }) =>
      amount ? qifAmount(amount, style, exponent) : percent ? percentOf(amountMinor, percent, style) : undefined,
    );
    let left = amounts.reduce<number>((rest, amount) => rest - (amount ?? 0), amountMinor);
    const open = amounts.indexOf(undefined);
    // Shares are rounded each by itself; the last of them takes what that leaves.
    const share = open === -1 && Math.abs(left) < parts.length ? parts.findLastIndex(({ amount }) => !amount) : open;
    if (share !== -1) {
      amounts[share] = (amounts[share] ?? 0) + left;
      left = 0;
    }
    const splits = parts.map(({ category, memo }, i): StatementSplit => {
      const { category: name, transferAccountRef } = qifCategory(category);
      const split: StatementSplit = { amountMinor: amounts[i] ?? 0 };
      const words = transferAccountRef === undefined ? name : `[${transferAccountRef}]`;
      if (words) split.category = words;
      const notes = shorten(oneLine(memo ?? ''), line, warn);
      if (notes) split.notes = notes;
      return split;
    });
    if (left !== 0) {
      splits.push({ amountMinor: left });
      tell('do not add up to its amount; the difference was added as a part without a category');
    }
    if (!splits.every((split) => Number.isSafeInteger(split.amountMinor))) throw new AmountError('too-large', 'too large');
    return splits;
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    tell('cannot be read; it was taken undivided');
    return undefined;
  }

  function tell(what: string): void {
    warn({ code: 'row.odd-splits', line, message: `The parts of the movement on line ${line} ${what}.` });
  }
}

function partsOf(fields: readonly QifField[]): Part[] {
  const parts: Part[] = [];
  for (const { code, value } of fields) {
    const part = parts.at(-1);
    if (code === 'S') parts.push({ category: value });
    else if (code === 'E' && part) part.memo = part.memo ? `${part.memo} ${value}` : value;
    else if (code === '$') {
      // A part may have no category line at all.
      if (!part || part.amount !== undefined) parts.push({ category: '', amount: value });
      else part.amount = value;
    } else if (code === '%' && part) part.percent = value;
  }
  return parts;
}
