/** A name and how many transactions stand behind it. */
export interface Named {
  name: string;
  transactionCount: number;
}

/** First words that many different merchants share. */
const COMMON = new Set(
  `the shop store market supermarket hotel restaurant cafe coffee bar pizza pizzeria bakery bäckerei bank sparkasse volksbank city town
   saint san santa las los new old big royal la le el al station service services parking pharmacy apotheke taxi airport public united
   american british german national first general cash atm card bill interest fee fees salary refund transfer payment loan insurance
   irish english scottish welsh french italian spanish dutch swiss austrian polish greek indian chinese japanese african australian
   credit direct online mobile home garden car auto grand hair super mini international stadtwerke stadt bistro pub inn club`.split(
    /\s+/,
  ),
);

const MIN_WORD = 4;
/** Share of common letter triples from which two names are taken for one, written differently. */
const ALIKE = 0.6;
/** Names compared each with each; more of one beginning are too common a beginning. */
const MAX_BUCKET = 200;
/** More than this of one first word say that the word is no name. */
const MAX_GROUP = 12;

/**
 * Groups of names that may be one merchant's: those with the same telling beginning (`Tesco Stores`, `Tesco Express`) and those that
 * are nearly written alike (`Starbucks`, `Starbuck's`). Each name is in one group at most.
 * @param items in the order in which they shall stand within a group
 * @returns groups of two or more, those with the most transactions first
 */
export function similarNames<T extends Named>(items: readonly T[]): T[][] {
  const group = items.map((_, i) => i);
  const root = (i: number): number => (group[i] === i ? i : (group[i] = root(group[i]!)));
  const join = (a: number, b: number): void => {
    group[Math.max(root(a), root(b))] = Math.min(root(a), root(b));
  };

  const words = items.map(({ name }) => wordsOf(name));
  for (const bucket of bucketsBy(words, beginning)) {
    if (bucket.length <= MAX_GROUP) bucket.forEach((i) => join(bucket[0]!, i));
  }
  for (const bucket of bucketsBy(words, (all) => (all.join('').length >= MIN_WORD + 1 ? all.join('').slice(0, 2) : undefined))) {
    if (bucket.length > MAX_BUCKET) continue;
    const triples = bucket.map((i) => triplesOf(words[i]!.join('')));
    bucket.forEach((i, x) => {
      for (let y = x + 1; y < bucket.length; y++) if (alike(triples[x]!, triples[y]!) >= ALIKE) join(i, bucket[y]!);
    });
  }

  const groups = bucketsBy(group, (_, i) => String(root(i))).filter((bucket) => bucket.length > 1);
  const weight = (bucket: number[]): number => bucket.reduce((sum, i) => sum + items[i]!.transactionCount, 0);
  return groups.sort((a, b) => weight(b) - weight(a)).map((bucket) => bucket.map((i) => items[i]!));
}

function wordsOf(name: string): string[] {
  return (
    name
      .normalize('NFKD')
      .replace(/[\p{M}'’]+/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}&]+/gu) ?? []
  );
}

/** The word that tells a merchant from others; where the first is shared by many, the first two do. */
function beginning([first, second]: readonly string[]): string | undefined {
  if (first !== undefined && COMMON.has(first)) return second && !COMMON.has(second) ? `${first} ${second}` : undefined;
  return first && first.length >= MIN_WORD ? first : undefined;
}

/** Indexes of `values` by a key; those without one are left out. */
function bucketsBy<V>(values: readonly V[], keyOf: (value: V, index: number) => string | undefined): number[][] {
  const buckets = new Map<string, number[]>();
  values.forEach((value, i) => {
    const key = keyOf(value, i);
    if (key === undefined) return;
    const bucket = buckets.get(key);
    if (bucket) bucket.push(i);
    else buckets.set(key, [i]);
  });
  return [...buckets.values()];
}

function triplesOf(text: string): Set<string> {
  const padded = ` ${text} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, i) => padded.slice(i, i + 3)));
}

/** Jaccard index of two sets: 1 for equal ones. */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const triple of a) if (b.has(triple)) common++;
  return common / (a.size + b.size - common);
}
