import { pack, unpack } from '../test/played-workbook.js';
import type { Random } from './random.js';

/** A statement that is damaged again and again. */
export interface Seed {
  name: string;
  bytes: Buffer;
}

export interface Mutant {
  name: string;
  bytes: Buffer;
  /** What was done to it, in order. */
  steps: string[];
  /** Where the seed was cut off, if that is all that was done. */
  cutAt?: number;
  /** What stood directly behind the cut. */
  rest?: string;
}

/** Largest mutant in bytes: damage, not size, is tried here. */
const MAX_BYTES = 600_000;
const NUMBERS = ['0', '-0', '-1', '99999999999999999999', '1e309', '0,00', '.', '-', '1.2.3,4', '00000000', '1E-7', '٣', '½'];
const DATES = [
  '31.02.2024',
  '20240231',
  '00000000',
  '9999-12-31',
  "2/30'24",
  '240229',
  '29.02.23',
  '2024-13-01',
  '0000-00-00',
  '19691231',
];
const TOKENS = [
  '<',
  '>',
  '</',
  '<![CDATA[',
  ']]>',
  '<!--',
  '&',
  '&#0;',
  '&#x10FFFF;',
  '"',
  '""',
  "'",
  ';',
  ',',
  '\t',
  '|',
  '^',
  '!Type:',
  ':61:',
  ':86:',
  '{',
  '}',
  '[',
  '\\',
  '\r',
  '\n\n',
  '\ufeff',
  '\u2028',
  '=',
  '%00',
];
const NESTS = ['<a>', '[', '{"a":', '(', '<STMTTRN>', '<Ntry>', '{1:', '"', '((('];

/** A mutant of `seed`; `others` lend pieces. The same chance makes the same mutant. */
export function mutate(seed: Seed, others: readonly Seed[], random: Random): Mutant {
  const steps: string[] = [];
  if (random.chance(0.15)) {
    const cutAt = random.below(seed.bytes.length);
    return {
      name: seed.name,
      bytes: seed.bytes.subarray(0, cutAt),
      steps: [`cut at ${cutAt}`],
      cutAt,
      rest: seed.bytes
        .subarray(cutAt, cutAt + 8)
        .toString('latin1')
        .replaceAll('\0', ''),
    };
  }
  if (isArchive(seed.bytes) && random.chance(0.7)) return mutatePart(seed, others, random);
  let bytes = seed.bytes;
  const count = 1 + random.below(random.chance(0.2) ? 12 : 3);
  for (let i = 0; i < count; i++) {
    const [name, change] = random.pick(CHANGES);
    bytes = change(bytes, random, others);
    if (bytes.length > MAX_BYTES) bytes = bytes.subarray(0, MAX_BYTES);
    steps.push(name);
  }
  return { name: seed.name, bytes, steps };
}

/** A workbook with one of its parts damaged, packed again: damage to the packing itself is found by its checksums. */
function mutatePart(seed: Seed, others: readonly Seed[], random: Random): Mutant {
  const parts = unpack(seed.bytes);
  const name = random.pick(Object.keys(parts));
  const part = mutate({ name, bytes: Buffer.from(parts[name] as Uint8Array) }, others, random);
  const bytes = pack({ ...parts, [name]: part.bytes });
  return { name: seed.name, bytes, steps: part.steps.map((step) => `${step} in ${name}`) };
}

function isArchive(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 2) === 'PK';
}

type Change = (bytes: Buffer, random: Random, others: readonly Seed[]) => Buffer;

const CHANGES: ReadonlyArray<readonly [name: string, change: Change]> = [
  ['flip bits', flipBits],
  ['flip bits', flipBits],
  [
    'set bytes',
    (bytes, random) => replace(bytes, random, (length) => Buffer.from(Array.from({ length }, () => random.below(256)))),
  ],
  ['cut the end', (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1))],
  ['cut the beginning', (bytes, random) => bytes.subarray(random.below(Math.min(bytes.length, 200) + 1))],
  ['cut a piece', (bytes, random) => replace(bytes, random, () => Buffer.alloc(0))],
  ['double a piece', (bytes, random) => insert(bytes, random, piece(bytes, random))],
  ['splice another file', (bytes, random, others) => insert(bytes, random, piece(random.pick(others).bytes, random))],
  [
    'end as another file',
    (bytes, random, others) =>
      Buffer.concat([bytes.subarray(0, random.below(bytes.length + 1)), tail(random.pick(others).bytes, random)]),
  ],
  ['change a number', (bytes, random) => replaceMatch(bytes, random, /\d[\d.,]*/g, random.pick(NUMBERS))],
  ['change a number', (bytes, random) => replaceMatch(bytes, random, /\d[\d.,]*/g, random.pick(NUMBERS))],
  [
    'change a date',
    (bytes, random) => replaceMatch(bytes, random, /\d{4}-\d\d-\d\d|\d{8}|\d\d?[./]\d\d?[./']\d{2,4}|\d{6}/g, random.pick(DATES)),
  ],
  ['insert a token', (bytes, random) => insert(bytes, random, Buffer.from(random.pick(TOKENS)))],
  ['replace a token', (bytes, random) => replaceMatch(bytes, random, /[<>"'^:;,|{}[\]]/g, random.pick(TOKENS))],
  ['drop a line', (bytes, random) => lines(bytes, random, (all, at) => all.splice(at, 1))],
  [
    'double a line',
    (bytes, random) =>
      lines(bytes, random, (all, at) =>
        all.splice(at, 0, ...Array.from({ length: 1 + random.below(40) }, () => all[at] as string)),
      ),
  ],
  ['swap lines', (bytes, random) => lines(bytes, random, (all, at) => all.push(...all.splice(at, 1)))],
  ['join lines', (bytes, random) => replaceMatch(bytes, random, /\r?\n/g, '')],
  [
    'other line ends',
    (bytes, random) =>
      Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, random.pick(['\r', '\r\n', '\n\r', '\n'])), 'latin1'),
  ],
  [
    'a long run',
    (bytes, random) =>
      insert(bytes, random, Buffer.alloc(1 + random.below(200_000), random.pick(['a', ' ', '9', '\n', '"', '<', '-', 'é']))),
  ],
  ['deep nesting', (bytes, random) => insert(bytes, random, Buffer.from(random.pick(NESTS).repeat(1 + random.below(20_000))))],
  ['NULs', (bytes, random) => insert(bytes, random, Buffer.alloc(1 + random.below(20)))],
  [
    'half a character',
    (bytes, random) =>
      insert(bytes, random, Buffer.from(random.pick([[0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xc3], [0xff, 0xfe], [0x80]]))),
  ],
  ['widen to UTF-16', (bytes) => Buffer.from(bytes.toString('latin1'), 'utf16le')],
];

function flipBits(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  for (let i = 1 + random.below(4); i > 0 && copy.length > 0; i--) {
    const at = random.below(copy.length);
    copy[at] = (copy[at] as number) ^ (1 << random.below(8));
  }
  return copy;
}

function piece(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  return bytes.subarray(at, at + 1 + random.below(random.chance(0.3) ? 4_000 : 60));
}

function tail(bytes: Buffer, random: Random): Buffer {
  return bytes.subarray(random.below(bytes.length + 1));
}

function insert(bytes: Buffer, random: Random, part: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
}

function replace(bytes: Buffer, random: Random, by: (length: number) => Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  const length = 1 + random.below(random.chance(0.2) ? 500 : 8);
  return Buffer.concat([bytes.subarray(0, at), by(length), bytes.subarray(at + length)]);
}

function replaceMatch(bytes: Buffer, random: Random, pattern: RegExp, by: string): Buffer {
  const text = bytes.toString('latin1');
  // Counted and looked up again, not kept: a long run has hundreds of thousands, which would count as memory of the readers.
  let count = 0;
  for (const _ of text.matchAll(pattern)) count++;
  if (count === 0) return bytes;
  const { index, 0: match } = nth(text.matchAll(pattern), random.below(count));
  return Buffer.concat([bytes.subarray(0, index), Buffer.from(by), bytes.subarray(index + match.length)]);
}

function lines(bytes: Buffer, random: Random, change: (all: string[], at: number) => void): Buffer {
  const all = bytes.toString('latin1').split('\n');
  change(all, random.below(all.length));
  return Buffer.from(all.join('\n'), 'latin1');
}

function nth<T>(items: Iterable<T>, index: number): T {
  let left = index;
  for (const item of items) if (left-- === 0) return item;
  throw new RangeError(`there is no item ${index}`);
}
