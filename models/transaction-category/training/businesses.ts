import { FANCY_WORDS, FOREIGN_FANCY_WORDS, VAGUE_WORDS } from './lexicon/business-names.js';
import type { Locality } from './localities.js';
import type { Random } from './random.js';

/** Countries whose languages put the trade before the name: `boulangerie martin`, `farmacia lopez`, `toko maju`. */
const TRADE_FIRST = new Set('fr be ch es mx ar co cl pe it pt br pl cz sk ro bg gr ru ua rs hr si ma id my vn de at lu'.split(' '));

const CONSONANTS = [...'bcdfghjklmnprstvz'];
const VOWELS = [...'aeiou'];

/** A word that means nothing: a made-up brand. */
function invented(random: Random): string {
  let word = '';
  const syllables = 2 + random.below(2);
  for (let i = 0; i < syllables; i++) word += random.pick(CONSONANTS) + random.pick(VOWELS);
  if (random.chance(0.5)) word += random.pick([...'nrslxk']);
  return word;
}

function fancy(random: Random): string {
  const word = random.pick(random.chance(0.65) ? FANCY_WORDS : FOREIGN_FANCY_WORDS);
  return random.chance(0.35) ? `${word} ${random.pick(random.chance(0.65) ? FANCY_WORDS : FOREIGN_FANCY_WORDS)}` : word;
}

/** What an owner calls a shop, apart from what it sells. */
function nameOf({ surnames, firstNames, places }: Locality, random: Random): string {
  const kind = random.next();
  if (kind < 0.26) return `${random.pick(surnames)}${random.chance(0.3) ? random.pick(["'s", 's']) : ''}`;
  if (kind < 0.4) return `${random.pick(firstNames)}${random.chance(0.5) ? random.pick(["'s", 's']) : ''}`;
  if (kind < 0.54) return random.pick(places);
  if (kind < 0.84) return fancy(random);
  if (kind < 0.95) return invented(random);
  return Array.from({ length: 2 + random.below(2) }, () => String.fromCharCode(97 + random.below(26))).join(random.pick(['', '&', ' ']));
}

/**
 * The name of an independent business that tells its trade: `the blue door bakery`, `farmacia lopez`.
 * @param trade `bakery`, `boulangerie patisserie`
 */
export function composeBusiness(trade: string, at: Locality, random: Random): string {
  if (random.chance(0.12)) return trade;
  const name = nameOf(at, random);
  const other = random.chance(0.15) ? ` ${nameOf(at, random)}` : '';
  const vague = random.chance(0.06) ? ` ${random.pick(VAGUE_WORDS)}` : '';
  const tradeFirst = random.chance(TRADE_FIRST.has(at.country) ? 0.65 : 0.2);
  return tradeFirst ? `${trade} ${name}${other}${vague}` : `${name}${other} ${trade}${vague}`;
}

/** The name of a business that tells nothing. */
export function composeStranger(at: Locality, random: Random): string {
  const name = nameOf(at, random);
  const other = random.chance(0.4) ? ` ${nameOf(at, random)}` : '';
  return `${name}${other}${random.chance(0.3) ? ` ${random.pick(VAGUE_WORDS)}` : ''}`;
}
