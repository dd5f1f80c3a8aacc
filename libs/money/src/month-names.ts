/**
 * Names of the months as banks write them, without accents, in lower case, cut where a longer
 * form only adds letters: a word that begins with one of these is that month, if it is one of
 * the language's forms. Languages: en de fr es it nl pt pl sv da no fi cs.
 */
const STEMS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'sty', 'tammi', 'led'],
  ['feb', 'fev', 'lut', 'helmi', 'uno'],
  ['mar', 'maa', 'mae', 'mrt', 'mrz', 'brez', 'bre'],
  ['apr', 'avr', 'abr', 'kwi', 'huhti', 'dub'],
  ['may', 'mai', 'mei', 'maj', 'mag', 'touko', 'kve'],
  ['jun', 'juin', 'giu', 'cze', 'kesa', 'cerven', 'cer'],
  ['jul', 'juil', 'lug', 'lip', 'heina', 'cervenec', 'cvc'],
  ['aug', 'aou', 'ago', 'sie', 'elo', 'srp'],
  ['sep', 'set', 'wrz', 'syys', 'zar'],
  ['oct', 'okt', 'out', 'ott', 'paz', 'loka', 'rij'],
  ['nov', 'lis', 'marras'],
  ['dec', 'dez', 'dic', 'des', 'gru', 'joulu', 'pro'],
];

const byStem = new Map<string, number>();
STEMS.forEach((stems, index) => stems.forEach((stem) => byStem.set(stem, index + 1)));
const longestStem = Math.max(...[...byStem.keys()].map((stem) => stem.length));

/** Polish `lis(topad)` is November and Czech `list(opad)` too; Czech `července` is July, `června` June. */
const known = new Map<string, number | undefined>();

/** The month (1–12) that a word names in one of the languages above, or undefined. */
export function monthOfName(word: string): number | undefined {
  if (word.length < 3 || word.length > 14) return undefined;
  if (known.has(word)) return known.get(word);
  const month = lookUp(word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l'));
  if (known.size < 1_000) known.set(word, month);
  return month;
}

function lookUp(word: string): number | undefined {
  if (word.startsWith('cervenc')) return 7;
  for (let length = Math.min(longestStem, word.length); length >= 3; length--) {
    const month = byStem.get(word.slice(0, length));
    if (month !== undefined) return month;
  }
  return undefined;
}
