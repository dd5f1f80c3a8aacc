import { isPaymentWord, merchantWords } from '../categorisation/merchant-key.js';

const MAX_LENGTH = 100;

/** Names that are not written as their words would be; by the merchant's words in small letters without accents. */
const BRANDS = new Map(
  Object.entries({
    eleven: '7-Eleven',
    ebay: 'eBay',
    edf: 'EDF',
    eon: 'E.ON',
    'h&m': 'H&M',
    'm&s': 'M&S',
    'b&q': 'B&Q',
    'c&a': 'C&A',
    'p&o': 'P&O',
    'at&t': 'AT&T',
    ikea: 'IKEA',
    rewe: 'REWE',
    edeka: 'EDEKA',
    asda: 'ASDA',
    obi: 'OBI',
    ups: 'UPS',
    usps: 'USPS',
    aws: 'AWS',
    ibm: 'IBM',
    ing: 'ING',
    ubs: 'UBS',
    visa: 'Visa',
    dm: 'dm',
    paypal: 'PayPal',
    youtube: 'YouTube',
    linkedin: 'LinkedIn',
    github: 'GitHub',
    openai: 'OpenAI',
    icloud: 'iCloud',
    itunes: 'iTunes',
    doordash: 'DoorDash',
    fedex: 'FedEx',
    mcdonalds: "McDonald's",
    sainsburys: "Sainsbury's",
    sainsbury: "Sainsbury's",
    easyjet: 'easyJet',
    airbnb: 'Airbnb',
    carrefour: 'Carrefour',
    starbucks: 'Starbucks',
  }),
);

/** Words within a name that stay small. */
const SMALL = new Set(
  'of the and for at in on de la le les du des d et von der und am im y e di da do dos das van het'.split(' '),
);

/**
 * A name as people would write it, from a bank line or the name that a bank gave: `TESCO STORES 3217 LONDON` is `Tesco Stores`,
 * `SQ *BLUE BOTTLE` is `Blue Bottle`, `PAYPAL *STEAM GAMES` is `Steam Games`.
 * @param description as the bank wrote it
 * @param counterparty the other side's name, where the bank gives one; it wins, and is kept whole
 * @returns at most 100 characters; never empty for a text that has a visible character
 */
export function counterpartyName(description: string, counterparty?: string | null): string {
  const named = tidy(counterparty ?? '');
  if (/\p{L}/u.test(named)) return fromWords(named.split(' '));
  const words = merchantWords(description);
  // What is cut off after a few words does not end in an "and", nor in the "ref" of a number.
  while (words.length > 1 && endsNothing(words.at(-1)!)) words.pop();
  return words.length ? fromWords(words) : tidy(description).slice(0, MAX_LENGTH);
}

const endsNothing = (word: string): boolean => SMALL.has(word.toLowerCase()) || isPaymentWord(keyOf(word));

const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

function fromWords(words: string[]): string {
  // Where a bank writes small letters too, its capitals mean something.
  const shouted = !/\p{Ll}/u.test(words.join(''));
  return words
    .map((word, i) => BRANDS.get(keyOf(word)) ?? (shouted || !/\p{Lu}/u.test(word) ? capitalised(word, i > 0) : word))
    .join(' ')
    .slice(0, MAX_LENGTH)
    .trim();
}

const keyOf = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/[\p{M}']+/gu, '')
    .toLowerCase();

function capitalised(word: string, within: boolean): string {
  const small = word.toLowerCase();
  if (within && SMALL.has(small)) return small;
  // Letters that cannot be spoken as a word are said one by one: DHL, BMW, HSBC.
  if (word.length <= 4 && /^[b-df-hj-np-tv-xz]{2,}$/.test(small)) return small.toUpperCase();
  // The first letter, and those after a hyphen, a bracket or an O' D' L'.
  return small.replace(/(^\p{L}'|^|[-(/.&])(\p{L})/gu, (_, before: string, letter: string) => {
    return before.replace(/^\p{L}/u, (initial) => initial.toUpperCase()) + letter.toUpperCase();
  });
}
