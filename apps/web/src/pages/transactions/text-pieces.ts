/** A word and what it did for the category; places are in UTF-16 code units, as JavaScript counts them. */
interface WeighedWord {
  start: number;
  end: number;
  /** −1 … 1; negative where the word speaks against the category. */
  weight: number;
}

/** A piece of a text; with a weight where it is a word that mattered. */
export interface TextPiece {
  text: string;
  weight?: number;
}

/** Below this a word did nothing that anybody should look at: half a point of the hundred. */
const LEAST = 0.005;

/** A text cut into the words that mattered and what lies between them. Words that overlap one before them, or lie outside, are left out. */
export function textPieces(text: string, words: readonly WeighedWord[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const { start, end, weight } of [...words].sort((a, b) => a.start - b.start)) {
    if (Math.abs(weight) < LEAST || start < at || end <= start || end > text.length) continue;
    if (start > at) pieces.push({ text: text.slice(at, start) });
    pieces.push({ text: text.slice(start, end), weight });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** `0.413` → `+41`, `-0.02` → `−2`: points of a hundred, always with a sign. */
export function signedPoints(weight: number): string {
  const points = Math.round(Math.abs(weight) * 100);
  const figure = points === 0 ? '<1' : String(points);
  return `${weight < 0 ? '−' : '+'}${figure}`;
}
