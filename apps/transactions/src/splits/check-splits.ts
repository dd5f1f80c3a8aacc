import type { Split } from '#contracts/transactions';
import { formatMinor } from '#money';
import { ServiceError } from '#rpc';
import { checkedMinor, invalidField } from '../ledger/check-input.js';

/** A part as it is written; null for what it has not. */
export interface Part {
  amountMinor: number;
  categoryId: string | null;
  notes: string | null;
}

/**
 * The parts of a transaction of `amountMinor`. A part may have the other sign: a refund within a purchase.
 * @throws ServiceError `splits.do-not-add-up`, naming the difference; `invalid-input` for a part of nothing
 */
export function checkedParts(splits: Split[], amountMinor: number, currency: string): Part[] {
  const parts = splits.map((split, i) => {
    if (checkedMinor(`splits.${i}.amountMinor`, split.amountMinor) === 0) {
      throw invalidField(`splits.${i}.amountMinor`, `Part ${i + 1} has no amount`);
    }
    return { amountMinor: split.amountMinor, categoryId: split.categoryId ?? null, notes: split.notes?.trim() || null };
  });
  // In whole numbers of any size: fifty large amounts are more than a safe integer holds.
  const sum = parts.reduce((total, part) => total + BigInt(part.amountMinor), 0n);
  if (sum !== BigInt(amountMinor)) throw doNotAddUp(sum, amountMinor, currency);
  return parts;
}

/** The category of the part that moved the most money, of equals the first. */
export function largestCategory(parts: Pick<Part, 'amountMinor' | 'categoryId'>[]): string | null {
  const largest = parts.reduce((most, part) => (Math.abs(part.amountMinor) > Math.abs(most.amountMinor) ? part : most));
  return largest.categoryId;
}

/** @param sum of the parts, minor units */
function doNotAddUp(sum: bigint, amountMinor: number, currency: string): ServiceError {
  const difference = Number(BigInt(amountMinor) - sum);
  const said = (minor: number): string => `${Number.isSafeInteger(minor) ? formatMinor(minor, currency) : minor} ${currency}`;
  const message = `The parts add up to ${said(Number(sum))}, but the amount is ${said(amountMinor)}: ${said(difference)} is left over`;
  return new ServiceError('splits.do-not-add-up', message, { differenceMinor: difference, fields: { splits: [message] } });
}
