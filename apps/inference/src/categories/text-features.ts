/**
 * What the model `transaction-category` sees of a description: hashed words, pairs of neighbouring words, and pieces of
 * words, of 3 to 5 letters or 2 to 4 East Asian signs. Training and serving both call this file, so they cannot drift apart.
 */

import { foldText } from '#merchant-text';

/** Raised whenever the same text would give other features; a model says which one it was trained on. */
export const FEATURES_VERSION = 2;

/** Rows of the embedding table. Row 0 is padding and is never a feature. */
export const BUCKETS = 1 << 18;

/** Characters of a description that are looked at. */
export const MAX_CHARACTERS = 512;

/** Features of one description; a longer text loses what comes last. */
export const MAX_FEATURES = 192;

const WORD_SEED = 0x2f0b4c47;
const PIECE_SEED = 0x1b873593;
const BOUNDARY = 0x7f;
const LETTER_X = 0x78;

/** From here on scripts write words without spaces and with few signs: two are a piece. */
const DENSE_SCRIPTS = 0x2e80;

/** {@link foldText} of what is looked at. */
const lookedAt = (description: string): string => foldText(description.slice(0, MAX_CHARACTERS)).slice(0, MAX_CHARACTERS);

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const SKIPPED = 3;

/** Kinds of the ASCII characters; `&` holds names together (h&m), an apostrophe is dropped (mcdonald's → mcdonalds). */
const ASCII_KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  if ((code >= 97 && code <= 122) || code === 38) return LETTER;
  if (code >= 48 && code <= 57) return DIGIT;
  return code === 39 ? SKIPPED : OTHER;
});

function kindOf(code: number): number {
  if (code < 128) return ASCII_KINDS[code]!;
  if (code === 0x2019) return SKIPPED;
  // Other scripts: everything from Greek on except general punctuation and that of East Asia.
  if (code < 0x370 || (code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f) || code === 0x30fb) return OTHER;
  return LETTER;
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
 * (card and reference numbers) and masks (`xxxx`) are left out. Two neighbouring words are also one word run together, so
 * that `face book` and `facebook` share a feature.
 * @returns how many were written, at most {@link MAX_FEATURES}
 */
export function writeFeatures(description: string, into: Int32Array, offset: number): number {
  const text = lookedAt(description);
  const end = offset + MAX_FEATURES;
  let at = offset;
  /** Hash of the word before, 0 at the beginning. */
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
    let joined = previous;
    let masked = true;
    let dense = false;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const next = kindOf(code);
      if (next === SKIPPED) continue;
      if (next !== kind) break;
      word[length++] = code;
      hash = step(hash, code);
      joined = step(joined, code);
      if (code !== LETTER_X) masked = false;
      if (code >= DENSE_SCRIPTS) dense = true;
    }
    if (length > 3 && (kind === DIGIT || masked)) continue;
    into[at++] = bucketOf(hash);
    if (previous !== 0 && at < end) into[at++] = bucketOf(joined);
    previous = hash;
    if (kind === DIGIT) continue;
    word[0] = BOUNDARY;
    word[length++] = BOUNDARY;
    const least = dense ? 2 : 3;
    for (let start = 0; start + least <= length && at < end; start++) {
      let piece = PIECE_SEED;
      for (let size = 1; size <= least + 2 && start + size <= length && at < end; size++) {
        piece = step(piece, word[start + size - 1]!);
        if (size >= least) into[at++] = bucketOf(piece);
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
