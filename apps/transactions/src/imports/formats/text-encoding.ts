import chardet from 'chardet';
import iconv from 'iconv-lite';

import { normaliseName, rolesNamed } from './csv-names.js';

/** An encoding by its iconv-lite name, and whether the bytes prove it. */
export interface DetectedEncoding {
  encoding: string;
  /** False where it is only the likeliest of several that the bytes allow. */
  certain: boolean;
}

/** Letters that the languages of an encoding often have: two points where they are usual, one where they are rare. */
interface Alphabet {
  usual: ReadonlySet<string>;
  rare: ReadonlySet<string>;
}

const alphabet = (usual: string, rare = ''): Alphabet => ({ usual: new Set(usual), rare: new Set(rare) });
const WEST = alphabet('äöüßéèêëàâçîïôùœñáíóúìòãõåæøý', 'ûðþ');
const CENTRAL = alphabet('ąćęłńóśźżéáčďěíňřšťúůýžöőüäôľăâî', 'űĺŕđșțşţ');
const TURKISH = alphabet('çğıöşüİ', 'âîû');
const BALTIC = alphabet('ąčęėįšųūžāēģīķļņ', 'õäöü');
/** The ten commonest letters of Russian, Bulgarian and Ukrainian; the others are neither for nor against. */
const CYRILLIC = alphabet('оеаинтсрвлі', 'кмдпуяыьгзбчйхжшюцщэфъёїє');
const GREEK = alphabet('αοιετσνηυρπκλμςάέήίόύώ', 'βγδζθξφχψωϊϋΐΰ');

/** Encodings of one byte a character that banks use, in order of preference, and the letters expected in them. */
const SINGLE_BYTE: ReadonlyArray<readonly [encoding: string, letters: Alphabet]> = [
  ['windows-1252', WEST],
  ['windows-1250', CENTRAL],
  ['iso-8859-2', CENTRAL],
  ['iso-8859-15', WEST],
  ['iso-8859-1', WEST],
  ['windows-1254', TURKISH],
  ['windows-1257', BALTIC],
  ['windows-1251', CYRILLIC],
  ['iso-8859-5', CYRILLIC],
  ['koi8-r', CYRILLIC],
  ['windows-1253', GREEK],
  ['iso-8859-7', GREEK],
];
/** What chardet may decide; for the rest its sample of a statement's few letters is too small. */
const MULTI_BYTE = new Map([
  ['GB18030', 'gb18030'],
  ['Big5', 'big5'],
  ['EUC-JP', 'euc-jp'],
  ['EUC-KR', 'euc-kr'],
  ['Shift_JIS', 'shift_jis'],
]);
/**
 * The encoding of a text that begins with `head`: by its byte order mark, by the NULs of
 * UTF-16, by being valid UTF-8, else by which encoding makes the best words of the bytes
 * above 127 and the best names of a header line.
 */
export function detectEncoding(head: Uint8Array): DetectedEncoding {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', certain: true };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', certain: true };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', certain: true };
  const wide = wideEncoding(head);
  if (wide) return { encoding: wide, certain: true };
  const high = countHigh(head);
  if (high === 0) return { encoding: 'utf-8', certain: true };
  const broken = brokenUtf8(head);
  if (broken === 0) return { encoding: 'utf-8', certain: true };
  // A few bad bytes among many good sequences: UTF-8 that was damaged, not another encoding.
  if (broken * 20 < high) return { encoding: 'utf-8', certain: false };
  return { encoding: eastAsian(head, high) ?? bestSingleByte(head), certain: false };
}

/** UTF-16 without a mark: the NULs of Latin letters stand all on even or all on odd places. */
function wideEncoding(head: Uint8Array): string | undefined {
  const length = Math.min(head.length, 4096) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  // Figures, separators and line ends are a quarter of a statement in any script.
  const enough = length * 0.1;
  if (odd > enough && even * 10 < odd) return 'utf-16le';
  if (even > enough && odd * 10 < even) return 'utf-16be';
  return undefined;
}

function countHigh(head: Uint8Array): number {
  let high = 0;
  for (const byte of head) if (byte >= 0x80) high++;
  return high;
}

/** Places where `head` is not UTF-8; a character that its end cuts in two does not count. */
function brokenUtf8(head: Uint8Array): number {
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  let broken = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) broken++;
  return broken;
}

function eastAsian(head: Uint8Array, high: number): string | undefined {
  if (high < 12) return undefined;
  // In these encodings the high bytes come in runs of two and more; accented letters mostly stand alone.
  let paired = 0;
  for (let i = 1; i < head.length; i++) if ((head[i] as number) >= 0x80 && (head[i - 1] as number) >= 0x80) paired++;
  if (paired * 2 < high) return undefined;
  const sample = Buffer.from(head.subarray(0, 64 * 1024));
  const found = chardet.analyse(sample).filter(({ name, confidence }) => MULTI_BYTE.has(name) && confidence >= 10);
  if ((found[0]?.confidence ?? 0) < 30) return undefined;
  // The same bytes are often valid in several of them: a language's own letters decide.
  const encodings = found.map(({ name }) => MULTI_BYTE.get(name) as string);
  return encodings.find((encoding) => isLikelyScript(iconv.decode(sample, encoding), encoding)) ?? encodings[0];
}

/** Japanese has kana beside its ideographs; Korean of today hardly has ideographs. */
function isLikelyScript(text: string, encoding: string): boolean {
  const count = (script: RegExp): number => text.match(script)?.length ?? 0;
  const ideographs = count(/\p{Script=Han}/gu);
  if (encoding === 'euc-kr') return ideographs * 5 <= count(/\p{Script=Hangul}/gu);
  if (encoding === 'euc-jp' || encoding === 'shift_jis')
    return ideographs <= count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) * 10;
  return true;
}

function bestSingleByte(head: Uint8Array): string {
  const sample = Buffer.from(head.subarray(0, 64 * 1024));
  let best = 'windows-1252';
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const [encoding, letters] of SINGLE_BYTE) {
    const score = scoreText(iconv.decode(sample, encoding), letters);
    if (score > bestScore) {
      best = encoding;
      bestScore = score;
    }
  }
  return best;
}

/** How much `text` looks like words: letters of the alphabet inside words for it, signs, strange letters and controls there against it. */
function scoreText(text: string, { usual, rare }: Alphabet): number {
  let score = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    if (code < 0xa0 || code === 0xfffd) {
      score -= 5;
      continue;
    }
    const char = text[i] as string;
    const before = text[i - 1] ?? ' ';
    const after = text[i + 1] ?? ' ';
    if (isLetter(char)) {
      const lower = char.toLowerCase();
      score += usual.has(lower) || usual.has(char) ? 2 : rare.has(lower) ? 1 : -1;
      // A capital in the middle of small letters is the wrong letter.
      if (lower !== char && before !== before.toUpperCase()) score -= 2;
      // Three accents in a row are hardly a word; nor is a letter of another script beside Latin ones.
      const isLatin = code < 0x250;
      if (isLatin && isForeign(before) && isForeign(after)) score -= 3;
      if (!isLatin && (/[a-z]/i.test(before) || /[a-z]/i.test(after))) score -= 8;
      // In Portuguese, õ stands before e: otherwise it is the Hungarian ő.
      if (lower === 'õ' && after !== 'e') score -= 1;
    } else if (isLetter(before) && isLetter(after)) score -= 3;
    else if (char === '€') score += 1;
    else if (isLetter(after)) score -= 1;
  }
  const header = text.slice(0, 2_000).split('\n', 8);
  for (const line of header) {
    for (const name of line.split(/[,;\t|]/))
      if (/\P{ASCII}/u.test(name) && rolesNamed(normaliseName(name)).length > 0) score += 20;
  }
  return score;
}

function isForeign(char: string): boolean {
  return char >= '\u0080' && isLetter(char);
}

function isLetter(char: string): boolean {
  return /\p{L}/u.test(char);
}
