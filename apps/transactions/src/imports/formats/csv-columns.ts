import { isCurrencyCode, parseDate } from '#money';

import { isWrittenNegative, looksLikeAmount } from './amount-text.js';
import { normaliseName, rolesNamed } from './csv-names.js';
import type { ColumnRole } from './csv-mapping.js';
import { directionOf, statusOf } from './row-words.js';

/** What is known about a column before anybody has looked at it. */
export interface CsvColumn {
  index: number;
  /** As in the header; `Column 3` in a file without one. */
  name: string;
  /** Its values in the rows shown as examples, the same rows for every column; empty where the row has none. */
  samples: string[];
  role: ColumnRole;
  /** 0–1: how sure the role is, by name and content together. */
  confidence: number;
}

const EXAMPLE_ROWS = 4;

/** What the values of a column look like; shares are of the values that are not empty. */
export interface ColumnProfile {
  index: number;
  name: string;
  /** Those that are not empty. */
  values: string[];
  samples: string[];
  filled: number;
  dates: number;
  amounts: number;
  decimals: number;
  negatives: number;
  currencies: number;
  directions: number;
  bothDirections: boolean;
  statuses: number;
  distinct: number;
  averageLength: number;
  named: Map<ColumnRole, number>;
}

/** Whether `text` can be read as a date in any order. */
export function looksLikeDate(text: string): boolean {
  if (text.length < 6 || text.length > 40 || !/\d/.test(text)) return false;
  // Eight figures alone are a date only if they are a likely one; so are six never.
  if (/^\d+$/.test(text))
    return (
      text.length === 8 &&
      /^(?:19|20)\d{6}$|^\d{4}(?:19|20)\d{2}$/.test(text) &&
      (!!parseDate(text, 'ymd') || !!parseDate(text, 'dmy'))
    );
  if (/^[\d.,\s]+$/.test(text) && !/^\d{1,4}[.\s]\s?\d{1,2}[.\s]\s?\d{2,4}$/.test(text)) return false;
  return parseDate(text, 'dmy') !== undefined || parseDate(text, 'mdy') !== undefined || parseDate(text, 'ymd') !== undefined;
}

/** A few rows, in the file's order, that together have a value in as many columns as possible: what a person sees of the file. */
function tellingRows(rows: readonly string[][], width: number): string[][] {
  const open = new Set(Array.from({ length: width }, (_, index) => index));
  const chosen = new Set<number>();
  rows.forEach((row, at) => {
    if (chosen.size === EXAMPLE_ROWS || !open.size) return;
    const news = [...open].filter((index) => row[index]?.trim());
    if (!news.length) return;
    chosen.add(at);
    for (const index of news) open.delete(index);
  });
  for (let at = 0; at < rows.length && chosen.size < EXAMPLE_ROWS; at++) chosen.add(at);
  return [...chosen].sort((a, b) => a - b).map((at) => rows[at]!);
}

/** Profiles of all columns of `rows`; `header` may be empty or shorter than the rows. */
export function profileColumns(header: readonly string[], rows: readonly string[][], width: number): ColumnProfile[] {
  const examples = tellingRows(rows, width);
  return Array.from({ length: width }, (_, index) => {
    const all = rows.map((row) => (row[index] ?? '').trim());
    const values = all.filter((value) => value !== '');
    const filled = values.length;
    const share = (test: (value: string) => boolean): number => (filled === 0 ? 0 : values.filter(test).length / filled);
    const directions = new Set(values.map(directionOf));
    const name = header[index]?.trim() ?? '';
    return {
      index,
      name: name || `Column ${index + 1}`,
      values,
      samples: examples.map((row) => (row[index] ?? '').trim().slice(0, 80)),
      filled: all.length === 0 ? 0 : filled / all.length,
      dates: share(looksLikeDate),
      amounts: share(looksLikeAmount),
      decimals: share((value) => /\d[.,]\d{1,2}\D*$/.test(value)),
      negatives: share(isWrittenNegative),
      currencies: share((value) => /^[a-z]{3}$/i.test(value) && isCurrencyCode(value.toUpperCase())),
      directions: share((value) => directionOf(value) !== undefined),
      bothDirections: directions.has(1) && directions.has(-1),
      statuses: share(
        (value) =>
          statusOf(value) !== 'booked' || /^(?:posted|completed|booked|cleared|settled|paid|gebucht|ja|ok)$/i.test(value),
      ),
      distinct: filled === 0 ? 0 : new Set(values).size / filled,
      averageLength: filled === 0 ? 0 : values.reduce((sum, value) => sum + value.length, 0) / filled,
      named: new Map(name ? rolesNamed(normaliseName(name)).map(({ role, score }) => [role, score]) : []),
    };
  });
}

/** The likeliest role of each column and how sure it is; by names and contents. */
export function assignRoles(profiles: readonly ColumnProfile[]): CsvColumn[] {
  const taken = new Map<number, { role: ColumnRole; confidence: number }>();
  const free = (profile: ColumnProfile): boolean => !taken.has(profile.index);
  const take = (profile: ColumnProfile | undefined, role: ColumnRole, confidence: number): void => {
    if (profile) taken.set(profile.index, { role, confidence });
  };
  /** The free column with the best `score`, the leftmost of equals; none below or at zero. */
  const best = (score: (profile: ColumnProfile) => number): ColumnProfile | undefined => {
    let winner: ColumnProfile | undefined;
    let top = 0;
    for (const profile of profiles.filter(free)) {
      const value = score(profile);
      if (value > top + 1e-9) [winner, top] = [profile, value];
    }
    return winner;
  };
  const named = (profile: ColumnProfile, role: ColumnRole): number => profile.named.get(role) ?? 0;
  const sure = (profile: ColumnProfile | undefined, role: ColumnRole): number =>
    profile === undefined ? 0 : named(profile, role) >= 0.8 ? 0.95 : named(profile, role) > 0 ? 0.75 : 0.5;

  const isDate = (profile: ColumnProfile): boolean => profile.dates >= 0.6;
  const booked = best((p) => (isDate(p) ? 0.2 + named(p, 'bookedOn') * 2 + named(p, 'valueOn') + (p.filled > 0.9 ? 0.5 : 0) : 0));
  take(booked, 'bookedOn', booked && (sure(booked, 'bookedOn') > 0.5 || sure(booked, 'valueOn') > 0.5) ? 0.95 : 0.6);
  const value = best((p) =>
    isDate(p) || (p.filled === 0 && named(p, 'valueOn') > 0.8) ? named(p, 'valueOn') || (p.named.has('bookedOn') ? 0.1 : 0) : 0,
  );
  take(value, 'valueOn', sure(value, 'valueOn'));

  const isAmount = (p: ColumnProfile): boolean => p.amounts >= 0.8;
  const balance = best((p) => (isAmount(p) ? named(p, 'balance') : 0));
  const debit = best((p) => (isAmount(p) || p.filled === 0 ? named(p, 'debit') : 0));
  const credit = best((p) => ((isAmount(p) || p.filled === 0) && p !== debit ? named(p, 'credit') : 0));
  const amountByName = best((p) => (isAmount(p) && p !== balance ? named(p, 'amount') + p.negatives * 0.05 : 0));
  const pairHolds = debit && credit && (debit.filled > 0 || credit.filled > 0);
  if (pairHolds && !(amountByName && amountByName.negatives > 0 && amountByName.filled > 0.9)) {
    take(debit, 'debit', sure(debit, 'debit'));
    take(credit, 'credit', sure(credit, 'credit'));
  } else if (amountByName) {
    take(amountByName, 'amount', sure(amountByName, 'amount'));
  } else {
    const known = (p: ColumnProfile): boolean =>
      ['balance', 'bankId', 'account'].some((role) => named(p, role as ColumnRole) > 0);
    const guess = best((p) =>
      isAmount(p) && p.filled > 0.6 && !known(p) && p !== balance ? 0.2 + p.decimals + p.negatives + p.filled * 0.1 : 0,
    );
    take(guess, 'amount', 0.5);
  }
  take(balance, 'balance', sure(balance, 'balance'));

  const amount = profiles.find((p) => taken.get(p.index)?.role === 'amount');
  if (amount && amount.negatives === 0) {
    const direction = best((p) =>
      p.directions >= 0.95 &&
      p.filled > 0.9 &&
      (p.bothDirections || named(p, 'direction') > 0 || (isUnnamed(p) && p.averageLength > 3))
        ? 1 + named(p, 'direction')
        : 0,
    );
    take(direction, 'direction', direction?.bothDirections ? 0.9 : sure(direction, 'direction'));
  }
  const currency = best((p) => (p.currencies >= 0.9 && p.filled > 0.5 ? named(p, 'currency') || (isUnnamed(p) ? 0.3 : 0) : 0));
  take(currency, 'currency', sure(currency, 'currency'));
  const status = best((p) => (p.statuses >= 0.9 ? named(p, 'status') : 0));
  take(status, 'status', sure(status, 'status'));

  const isText = (p: ColumnProfile): boolean => !isDate(p);
  const id = best((p) =>
    isText(p) && p.filled > 0.95 && p.distinct === 1 && !isCount(p) ? named(p, 'bankId') || (isHash(p) ? 0.4 : 0) : 0,
  );
  take(id, 'bankId', sure(id, 'bankId'));
  const category = best((p) => named(p, 'category'));
  take(category, 'category', sure(category, 'category'));
  takeTexts();
  const account = best((p) => (isText(p) && p.filled > 0.5 ? named(p, 'account') : 0));
  take(account, 'account', sure(account, 'account'));

  return profiles.map((profile) => ({
    index: profile.index,
    name: profile.name,
    samples: profile.samples,
    ...(taken.get(profile.index) ?? { role: 'ignore' as const, confidence: 0.5 }),
  }));

  function takeTexts(): void {
    const original = profiles.find((p) => free(p) && /^original description$/.test(normaliseName(p.name)) && p.filled > 0.5);
    const main = best((p) => (isText(p) ? (named(p, 'description') + (p === original ? 1 : 0)) * (p.filled > 0 ? 1 : 0.5) : 0));
    take(main, 'description', sure(main, 'description'));
    // Description 1, Description 2 … are one text in pieces.
    if (main && /\d$/.test(main.name)) {
      for (const p of profiles) if (free(p) && normaliseName(p.name) === normaliseName(main.name)) take(p, 'description', 0.9);
    }
    const payee = best((p) =>
      isText(p) && p.filled > 0
        ? named(p, 'counterparty') || (main && main === original && named(p, 'description') > 0.9 ? 0.5 : 0)
        : 0,
    );
    take(payee, 'counterparty', Math.max(sure(payee, 'counterparty'), main && main === original ? 0.75 : 0));
    const notes = best((p) => (isText(p) ? named(p, 'notes') : 0));
    take(notes, 'notes', sure(notes, 'notes'));
    // Without a text in most rows, take the column with the longest and most different ones.
    if (Math.max(main?.filled ?? 0, payee?.filled ?? 0) < 0.5) {
      const other = best((p) =>
        isText(p) && p.amounts < 0.5 && p.currencies < 0.9 && p.directions < 0.9 && p.filled > 0.5
          ? p.named.has('account')
            ? 0
            : p.averageLength * (0.5 + p.distinct) + named(p, 'description') * 10
          : 0,
      );
      take(other, 'description', sure(other, 'description'));
    }
  }
}

function isUnnamed(profile: ColumnProfile): boolean {
  return profile.named.size === 0 && profile.name === `Column ${profile.index + 1}`;
}

/** Long ids of the machine kind: hexadecimal, UUID. */
function isHash(profile: ColumnProfile): boolean {
  return profile.values.length > 1 && profile.values.every((value) => /^[0-9a-f-]{16,64}$/i.test(value) && /\d/.test(value));
}

/** Row numbers (1, 2, 3 …) start anew with every export, so they identify nothing. */
function isCount(profile: ColumnProfile): boolean {
  const { values } = profile;
  return values.every((value, i) => /^\d{1,5}$/.test(value) && (i === 0 || Math.abs(+value - +(values[i - 1] as string)) === 1));
}
