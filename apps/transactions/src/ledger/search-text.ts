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

/** Marks of Latin, Greek and Cyrillic letters; those of other scripts are part of the word. */
const ACCENTS = /[\u0300-\u036f]/g;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Undefined for text that is only blanks: no condition. */
export function readSearchText(text: string): SearchText | undefined {
  const wanted = text.normalize('NFC').trim();
  if (!wanted) return undefined;
  // Accents do not count: nobody knows which of them the bank kept.
  const words = wanted.normalize('NFKD').replace(ACCENTS, '').match(WORD);
  if (words) return { query: words.map((word) => `'${word}':*`).join(' & ') };
  return { pattern: `%${wanted.replace(/[\\%_]/g, '\\$&')}%` };
}
