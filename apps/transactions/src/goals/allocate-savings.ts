/** A goal as the sharing-out of money sees it; amounts in minor units of one currency. */
export interface SavingGoal {
  id: string;
  targetMinor: number;
  /** Saved elsewhere; counts first. */
  manualMinor: number;
  accounts: readonly { accountId: string; sharePercent: number }[];
}

/**
 * How much of each goal is saved. The same money is never counted twice: goals take from the accounts in the order in which they
 * are given, each at most its share of a balance, what others have left of it, and what it still lacks. A goal that nothing is
 * tied to has what its owner says.
 * @param balances account → balance; one below zero has nothing to give
 * @returns goal → saved, at most its target unless more was saved elsewhere
 */
export function allocateSavings(goals: readonly SavingGoal[], balances: ReadonlyMap<string, number>): Map<string, number> {
  const left = new Map([...balances].map(([id, minor]) => [id, Math.max(0, minor)]));
  const saved = new Map<string, number>();
  for (const { id, targetMinor, manualMinor, accounts } of goals) {
    let sum = manualMinor;
    for (const { accountId, sharePercent } of accounts) {
      const share = Math.floor((Math.max(0, balances.get(accountId) ?? 0) * sharePercent) / 100);
      const taken = Math.max(0, Math.min(share, left.get(accountId) ?? 0, targetMinor - sum));
      left.set(accountId, (left.get(accountId) ?? 0) - taken);
      sum += taken;
    }
    saved.set(id, sum);
  }
  return saved;
}

/** Where a goal stands against its day. */
export interface GoalForecast {
  /** To be saved each month until the day; absent without a day, or once it is reached or past. */
  neededMonthlyMinor?: number;
  /** `YYYY-MM` in which it is reached if saving goes on as it did; absent where nothing is being saved. */
  reachedIn?: string;
  /** Absent without a day. */
  onTrack?: boolean;
}

/** A goal a hundred years away is never reached. */
const FOREVER_MONTHS = 1_200;

/**
 * @param averageMonthlyMinor saved a month of late; below zero where savings shrink
 * @param month the present one, `YYYY-MM`
 * @param targetMonth that of the goal's day
 */
export function forecastGoal(
  savedMinor: number,
  targetMinor: number,
  averageMonthlyMinor: number,
  month: string,
  targetMonth: string | undefined,
): GoalForecast {
  const lacking = targetMinor - savedMinor;
  if (lacking <= 0) return targetMonth === undefined ? {} : { onTrack: true };
  const months = averageMonthlyMinor > 0 ? Math.ceil(lacking / averageMonthlyMinor) : Infinity;
  const reachedIn = months <= FOREVER_MONTHS ? monthAfter(month, months) : undefined;
  if (targetMonth === undefined) return { reachedIn };
  const remaining = indexOf(targetMonth) - indexOf(month);
  return {
    reachedIn,
    onTrack: reachedIn !== undefined && reachedIn <= targetMonth,
    ...(remaining >= 0 ? { neededMonthlyMinor: Math.ceil(lacking / Math.max(1, remaining)) } : {}),
  };
}

const indexOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

function monthAfter(month: string, months: number): string {
  const index = indexOf(month) + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}
