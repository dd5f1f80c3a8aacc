/**
 * What the model `transaction-category` sees of a description: hashed words, pairs of neighbouring words, and 3- to
 * 5-letter pieces of words. Training and serving both call this file, so they cannot drift apart.
 */

/** Raised whenever the same text would give other features; a model says which one it was trained on. */
export const FEATURES_VERSION = 1;

/** Rows of the embedding table. Row 0 is padding and is never a feature. */
export const BUCKETS = 1 << 17;

/** Characters of a description that are looked at. */
export const MAX_CHARACTERS = 512;

/** Features of one description; a longer text loses what comes last. */
export const MAX_FEATURES = 192;

const WORD_SEED = 0x2f0b4c47;
const PAIR_SEED = 0x5bd1e995;
const PIECE_SEED = 0x1b873593;
const BOUNDARY = 0x7f;

const FOLDED: Record<string, string> = { ß: 'ss', æ: 'ae', ø: 'o', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/** Lower case without diacritics: `Café Müller` → `cafe muller`. */
export function foldText(description: string): string {
  const lower = description.slice(0, MAX_CHARACTERS).toLowerCase();
  if (!/[^\0-\x7f]/.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæøœłđðþı]/g, (letter) => FOLDED[letter]!);
}

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const SKIPPED = 3;

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return LETTER;
  if (code >= 48 && code <= 57) return DIGIT;
  // `&` holds names together (h&m); an apostrophe is dropped (mcdonald's → mcdonalds).
  if (code === 38) return LETTER;
  if (code === 39 || code === 0x2019) return SKIPPED;
  // Other scripts: everything from Greek on except general punctuation.
  if (code >= 0x370 && !(code >= 0x2000 && code <= 0x2bff)) return LETTER;
  return OTHER;
}

function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Bucket 1 … BUCKETS − 1 of a hash. */
function bucketOf(hash: number): number {
  return (mix(hash) % (BUCKETS - 1)) + 1;
}

const step = (hash: number, code: number) => Math.imul(hash ^ code, 0x01000193);

const word = new Uint16Array(MAX_CHARACTERS + 2);

/**
 * Writes the features of a description into `into` from `offset` on.
 *
 * A word is a run of letters. Digits split words; runs of one or two digits count as words (`7 eleven`), longer ones
 * (card and reference numbers) are left out.
 * @returns how many were written, at most {@link MAX_FEATURES}
 */
export function writeFeatures(description: string, into: Int32Array, offset: number): number {
  const text = foldText(description);
  const end = offset + MAX_FEATURES;
  let at = offset;
  let previous = 0;
  let i = 0;
  while (i < text.length && at < end) {
    const kind = kindOf(text.charCodeAt(i));
    if (kind !== LETTER && kind !== DIGIT) {
      i++;
      continue;
    }
    let length = 1;
    let hash = WORD_SEED;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const next = kindOf(code);
      if (next === SKIPPED) continue;
      if (next !== kind) break;
      word[length++] = code;
      hash = step(hash, code);
    }
    if (kind === DIGIT && length > 3) continue;
    into[at++] = bucketOf(hash);
    // The multiplication makes the pair ordered: xor alone would not tell `bank fee` from `fee bank`.
    if (previous !== 0 && at < end) into[at++] = bucketOf(step(Math.imul(previous, PAIR_SEED), hash));
    previous = hash;
    if (kind === DIGIT) continue;
    word[0] = BOUNDARY;
    word[length++] = BOUNDARY;
    for (let start = 0; start + 3 <= length && at < end; start++) {
      let piece = step(step(PIECE_SEED, word[start]!), word[start + 1]!);
      for (let size = 3; size <= 5 && start + size <= length && at < end; size++) {
        piece = step(piece, word[start + size - 1]!);
        into[at++] = bucketOf(piece);
      }
    }
  }
  return at - offset;
}

/** The features of one description. */
export function textFeatures(description: string): Int32Array {
  const features = new Int32Array(MAX_FEATURES);
  return features.slice(0, writeFeatures(description, features, 0));
}

/** Direction of an amount as the model's second input: money out, money in, not told. */
export function amountFeatures(amount: number | undefined): [number, number, number] {
  if (amount === undefined || amount === 0 || Number.isNaN(amount)) return [0, 0, 1];
  return amount < 0 ? [1, 0, 0] : [0, 1, 0];
}
