import type { ValueTransformer } from 'typeorm';

/**
 * A `bigint` of the database as a JavaScript number.
 * @throws RangeError beyond ±(2^53 − 1), where a number is no longer exact: never a silently rounded amount
 */
export function toSafeNumber(value: string | number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond what a number carries exactly`);
  return number;
}

/** For entity columns: PostgreSQL's driver gives `bigint` as text. */
export const safeBigint: ValueTransformer = {
  to: (value: number | undefined) => value,
  from: (value: string | null) => (value === null ? null : toSafeNumber(value)),
};

/** SQL that keeps a bigint column within the safe integers of JavaScript. */
export const withinSafeIntegers = (column: string): string => `"${column}" between -9007199254740991 and 9007199254740991`;
