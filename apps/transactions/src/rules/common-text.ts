import { foldCase } from './fold-case.js';

/** Shorter texts are found nearly everywhere. */
const MIN_TEXT = 3;

/**
 * The longest run of words of the first text that all texts contain, whatever their capitals: what a rule for them can look for.
 * Runs without digits win, for a number at a merchant's name is a branch or a receipt.
 * @returns in lower case; undefined where they have nothing in common
 */
export function commonText(texts: string[]): string | undefined {
  const [first, ...others] = texts.map(foldCase);
  if (first === undefined) return undefined;
  const words = [...first.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((word) => ({
    start: word.index,
    end: word.index + word[0].length,
  }));
  const runs = words
    .flatMap(({ start }, from) => words.slice(from).map(({ end }) => first.slice(start, end)))
    .filter((run) => run.length >= MIN_TEXT && /\p{L}{2}/u.test(run) && others.every((other) => other.includes(run)));
  const rank = (run: string): number => run.length - (/\d/.test(run) ? 1_000 : 0);
  return runs
    .sort((a, b) => rank(b) - rank(a))[0]
    ?.slice(0, 200)
    .trim();
}
