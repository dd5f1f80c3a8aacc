import { setImmediate as breathe } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { RuleDraft, TextCondition } from '#contracts/transactions';
import { SqlValues } from '../ledger/sql-values.js';
import { changeSql, columnsOf, conditionSql } from './condition-sql.js';
import { compilePattern, type Pattern } from './pattern.js';
import { sieveSql } from './sieve-sql.js';

/** How many transactions of a day a rule finds, and how many of them it would change. */
export interface DayTally {
  day: string;
  matched: number;
  changed: number;
}

/** Rows whose texts are fetched at once, about: some megabytes. */
const PAGE_ROWS = 50_000;
/** Pages that are fetched while one is matched. */
const AHEAD = 2;
/** Other requests come between two stretches of matching of so many milliseconds. */
const STRETCH_MS = 8;

/**
 * Counts over all of a user's transactions, by day, latest first; days without a match may be missing. The database does it all,
 * but for patterns: of what is left to decide, their texts come here, as one value a day, for a row each would cost ten times
 * as much.
 * @param rule whose categories are widened
 */
export async function tallyMatches(database: DataSource, userId: string, rule: RuleDraft): Promise<DayTally[]> {
  const patterns = rule.conditions.filter((condition) => condition.kind === 'text' && condition.test === 'matches');
  return patterns.length
    ? tallyPatterns(database, userId, rule, patterns as TextCondition[])
    : tallyInSql(database, userId, rule);
}

function tallyInSql(database: DataSource, userId: string, rule: RuleDraft): Promise<DayTally[]> {
  const values = new SqlValues();
  const condition = conditionSql(rule, values, () => 'false');
  return database.query(
    `select t.booked_on::text as day, count(*)::int as matched, (count(*) filter (where ${changeSql(rule.actions, values)}))::int as changed
     from transactions.transaction t where t.user_id = ${values.add(userId)} and ${condition}
     group by t.booked_on order by t.booked_on desc`,
    values.list,
  );
}

/** The rows of one day that the conditions without a pattern leave open. */
interface OpenDay {
  day: string;
  /** For each column, its texts in the order of the rows. */
  texts: Record<string, (string | null)[]>;
  /** A digit a row: 1 where the rule holds whatever the patterns say. Only for `any`; with `all` they decide. */
  certain?: string;
  /** A digit a row: 1 where the rule would change it. */
  changing: string;
}

async function tallyPatterns(
  database: DataSource,
  userId: string,
  rule: RuleDraft,
  conditions: TextCondition[],
): Promise<DayTally[]> {
  const patterns = conditions.map(({ field, text }) => ({ columns: columnsOf(field), pattern: compilePattern(text) }));
  const columns = [...new Set(patterns.flatMap((pattern) => pattern.columns))];
  const tallies: DayTally[] = [];
  const pages = await pagesOf(database, userId);
  const fetching: Promise<OpenDay[]>[] = [];
  for (let i = 0; i < pages.length; i++) {
    // The database fetches pages on its cores while others are matched here.
    while (fetching.length < Math.min(pages.length, i + 1 + AHEAD)) {
      const page = openDays(database, userId, rule, columns, pages[fetching.length]!);
      // It is waited for in its turn, which may not come.
      page.catch(() => undefined);
      fetching.push(page);
    }
    const days = await fetching[i]!;
    delete fetching[i];
    let since = performance.now();
    for (const day of days) {
      tallies.push(tallyDay(day, rule.match === 'all', patterns));
      if (performance.now() - since > STRETCH_MS) {
        await breathe();
        since = performance.now();
      }
    }
  }
  return tallies;
}

function tallyDay(
  { day, texts, certain, changing }: OpenDay,
  all: boolean,
  patterns: { columns: string[]; pattern: Pattern }[],
): DayTally {
  const tests = patterns.map(({ columns, pattern }) => {
    const lists = columns.map((column) => texts[column]!);
    return (row: number) =>
      lists.some((list) => {
        const text = list[row];
        return text != null && pattern.test(text);
      });
  });
  let matched = 0;
  let changed = 0;
  for (let row = 0; row < changing.length; row++) {
    const holds = all ? tests.every((test) => test(row)) : certain![row] === '1' || tests.some((test) => test(row));
    if (!holds) continue;
    matched++;
    if (changing[row] === '1') changed++;
  }
  return { day, matched, changed };
}

/** Months that follow one another and together have about as many rows as a page. */
interface Page {
  first: string;
  /** Exclusive. */
  end: string;
}

async function pagesOf(database: DataSource, userId: string): Promise<Page[]> {
  const months: { month: string; next: string; rows: number }[] = await database.query(
    `select month::text, (month + interval '1 month')::date::text as next, sum(count)::int as rows
     from transactions.month_total where user_id = $1 group by month order by month desc`,
    [userId],
  );
  const pages: Page[] = [];
  let rows = PAGE_ROWS;
  for (const { month, next, rows: ofMonth } of months) {
    if (rows + ofMonth > PAGE_ROWS) {
      pages.push({ first: month, end: next });
      rows = 0;
    }
    pages.at(-1)!.first = month;
    rows += ofMonth;
  }
  return pages;
}

/** Rows that are open, by day: with `all`, those for which the other conditions hold; with `any`, those that any may hold for. */
function openDays(
  database: DataSource,
  userId: string,
  rule: RuleDraft,
  columns: string[],
  { first, end }: Page,
): Promise<OpenDay[]> {
  const values = new SqlValues();
  const open = conditionSql(rule, values, (condition) => sieveSql(condition, values));
  const texts = columns.map((column) => `'${column}', json_agg(${column})`);
  return database.query(
    `select t.booked_on::text as day, json_build_object(${texts.join(', ')}) as texts,
       ${rule.match === 'any' ? `${digits(conditionSql(rule, values, () => 'false'))} as certain,` : ''}
       ${digits(changeSql(rule.actions, values))} as changing
     from transactions.transaction t
     where t.user_id = ${values.add(userId)} and t.booked_on >= ${values.add(first, 'date')} and t.booked_on < ${values.add(end, 'date')}
       and ${open}
     group by t.booked_on order by t.booked_on desc`,
    values.list,
  );
}

const digits = (condition: string): string => `string_agg(case when ${condition} then '1' else '0' end, '')`;
