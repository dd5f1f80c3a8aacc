import { parseDate, toMinorUnits, type DateOrder } from '#money';

/** What every kind of statement has of a movement. */
export interface DayAndAmount {
  /** Calendar date `YYYY-MM-DD`. */
  day: string;
  amountMinor: number;
}

/** The movement that two texts name, or undefined where they name none. */
export function dayAndAmount(date: string, order: DateOrder, amount: string, currency: string): DayAndAmount | undefined {
  const day = parseDate(date.trim(), order);
  if (day === undefined) return undefined;
  try {
    return { day, amountMinor: toMinorUnits(amount.trim().replaceAll(',', ''), currency) };
  } catch {
    return undefined;
  }
}

/** Takes one of `from` that fits; false where none does. */
export function takeOne<T>(from: T[], fits: (item: T) => boolean): boolean {
  const at = from.findIndex(fits);
  if (at === -1) return false;
  from.splice(at, 1);
  return true;
}

export function show({ day, amountMinor }: DayAndAmount): string {
  return `${day} ${amountMinor}`;
}
