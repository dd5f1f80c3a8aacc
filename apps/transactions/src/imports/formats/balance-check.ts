import { formatMinor } from '#money';

import type { StatementWarning } from './statement.js';

/** The balances of one statement and what its movements come to, all in minor units of `currency`. */
export interface StatementSums {
  openingMinor?: number;
  closingMinor?: number;
  movedMinor: number;
  currency?: string;
  account?: string;
}

/** The warning for a statement whose movements do not lead from the one balance to the other; undefined where they do, or nobody can tell. */
export function balanceWarning({
  openingMinor,
  closingMinor,
  movedMinor,
  currency,
  account,
}: StatementSums): StatementWarning | undefined {
  if (openingMinor === undefined || closingMinor === undefined || currency === undefined) return undefined;
  const changeMinor = closingMinor - openingMinor;
  if (changeMinor === movedMinor || !Number.isSafeInteger(changeMinor) || !Number.isSafeInteger(movedMinor)) return undefined;
  const whose = account === undefined ? '' : ` of account ${account}`;
  return {
    code: 'file.unbalanced',
    message: `The movements${whose} come to ${formatMinor(movedMinor, currency)} ${currency}, but its balances differ by ${formatMinor(changeMinor, currency)}; some movements may be missing from the file.`,
  };
}
