import { isPaymentWord, plainText } from '../merchant-key.js';

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;
/** Characters of a text that are looked at. */
const MAX_CHARACTERS = 200;
/** A feature that so many texts have tells nothing, and would cost the most. */
const COMMON = 200;

/** A text that is like another one; cosine 0 … 1. */
export interface Similar {
  index: number;
  cosine: number;
}

/**
 * Features of a text for comparing it with others: its words, and pieces of four letters of them, so that `STEERS` and `STEERS0123`,
 * `PICKNPAY` and `PICK N PAY` meet. Digits are left out, and so are the words of the way of payment, which every line has.
 * @returns hashes, each once
 */
export function textFeatures(text: string): number[] {
  const features = new Set<number>();
  const joined: string[] = [];
  for (const word of plainText(text.slice(0, MAX_CHARACTERS)).split(/[^\p{L}&]+/u)) {
    if (word.length < 2 || isPaymentWord(word)) continue;
    joined.push(word);
    features.add(hash(word, SEED));
  }
  const line = ` ${joined.join('')} `;
  for (let at = 0; at + 4 <= line.length; at++) features.add(hash(line.slice(at, at + 4), PRIME));
  return [...features];
}

/** Finds texts by the cosine of their features, each weighted by how rare it is: ln((n + 1) / (texts with it + ½)). */
export class TextIndex {
  private readonly postings = new Map<number, number[]>();
  private readonly features: number[][] = [];
  /** Lengths of the texts as they are now; each is measured when it is first needed. */
  private norms = new Map<number, number>();

  get size(): number {
    return this.features.length;
  }

  /** @returns the index by which {@link similar} names the text */
  add(text: string): number {
    const index = this.features.length;
    const features = textFeatures(text);
    this.features.push(features);
    for (const feature of features) {
      const posting = this.postings.get(feature);
      if (posting) posting.push(index);
      else this.postings.set(feature, [index]);
    }
    this.norms.clear();
    return index;
  }

  /** All texts with a cosine of at least `least`, in no order. */
  similar(text: string, least: number): Similar[] {
    const dots = new Map<number, number>();
    let norm = 0;
    for (const feature of textFeatures(text)) {
      const posting = this.postings.get(feature);
      const weight = this.weight(posting?.length ?? 0) ** 2;
      norm += weight;
      if (posting && posting.length <= COMMON) for (const index of posting) dots.set(index, (dots.get(index) ?? 0) + weight);
    }
    const found: Similar[] = [];
    for (const [index, dot] of dots) {
      const cosine = Math.min(1, dot / (this.norm(index) * Math.sqrt(norm)));
      if (cosine >= least) found.push({ index, cosine });
    }
    return found;
  }

  private weight(texts: number): number {
    return texts > COMMON ? 0 : Math.log((this.size + 1) / (texts + 0.5));
  }

  private norm(index: number): number {
    let norm = this.norms.get(index);
    if (norm === undefined) {
      let sum = 0;
      for (const feature of this.features[index]!) sum += this.weight(this.postings.get(feature)!.length) ** 2;
      this.norms.set(index, (norm = Math.sqrt(sum)));
    }
    return norm;
  }
}

function hash(text: string, seed: number): number {
  let value = seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), PRIME);
  return value >>> 0;
}
