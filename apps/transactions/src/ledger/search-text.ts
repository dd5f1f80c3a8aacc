/**
 * What a person typed into the search field, as two kinds of conditions that must all hold.
 *
 * Words (letters and digits) are looked up by their beginnings in the index of the column `words`. Text without any word,
 * such as `***`, can only be looked for as it stands.
 */
export interface SearchText {
  /** For `to_tsquery('simple', …)`. */
  query?: string;
  /** For `like`, with its wildcards escaped. */
  pattern?: string;
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Undefined for text that is only blanks: no condition. */
export function readSearchText(text: string): SearchText | undefined {
  const wanted = text.normalize('NFC').trim();
  if (!wanted) return undefined;
  const words = wanted.match(WORD);
  if (words) return { query: words.map((word) => `'${word}':*`).join(' & ') };
  return { pattern: `%${wanted.replace(/[\\%_]/g, '\\$&')}%` };
}
