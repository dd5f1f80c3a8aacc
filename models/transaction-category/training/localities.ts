import type { DetailedCategory } from '#contracts/categories';
import { MONEY_IN } from './lexicon/money-in.js';
import { MONEY_OUT } from './lexicon/money-out.js';
import type { PhraseList } from './lexicon/phrase-list.js';
import { BANKS, CARD_PREFIXES, COUNTRY_CODES, DEBIT_PREFIXES, FIRST_NAMES, PLACES, SURNAMES } from './lexicon/surroundings.js';
import type { CountryLexicon } from './lexicon/country-lexicon.js';
import type { Random } from './random.js';

/** What stands around the telling words on statements of one country, or of any (`country` is then empty). */
export interface Locality {
  country: string;
  /** Two letters, three, or the name, as the card schemes print it. */
  countryCodes: string[];
  cardPrefixes: string[];
  debitPrefixes: string[];
  suffixes: string[];
  places: string[];
  firstNames: string[];
  surnames: string[];
  banks: string[];
  /** The country's own domain of the web. */
  domain: string;
  /** How a transfer to and from somebody begins, `{name}` and `{company}` as slots. */
  transfersOut: string[];
  transfersIn: string[];
}

/** "Country" of the lexicon that holds what is met anywhere. */
export const WORLDWIDE = 'xx';

/** A country's own words are mixed with everybody's at this share: foreign names and prefixes occur everywhere. */
const FOREIGN = 0.12;

/** Three-letter codes where they are not the first three letters of a common spelling. */
const ALPHA3: Record<string, string> = {
  za: 'zaf', us: 'usa', gb: 'gbr', ie: 'irl', ca: 'can', au: 'aus', nz: 'nzl', in: 'ind', ng: 'nga', ke: 'ken', gh: 'gha', sg: 'sgp', my: 'mys',
  ph: 'phl', ae: 'are', pk: 'pak', de: 'deu', at: 'aut', ch: 'che', fr: 'fra', be: 'bel', nl: 'nld', es: 'esp', pt: 'prt', it: 'ita', pl: 'pol',
  cz: 'cze', sk: 'svk', hu: 'hun', ro: 'rou', bg: 'bgr', gr: 'grc', se: 'swe', no: 'nor', dk: 'dnk', fi: 'fin', ee: 'est', lv: 'lva', lt: 'ltu',
  hr: 'hrv', si: 'svn', rs: 'srb', ua: 'ukr', ru: 'rus', tr: 'tur', il: 'isr', eg: 'egy', ma: 'mar', br: 'bra', mx: 'mex', ar: 'arg', cl: 'chl',
  co: 'col', pe: 'per', jp: 'jpn', kr: 'kor', cn: 'chn', tw: 'twn', hk: 'hkg', th: 'tha', vn: 'vnm', id: 'idn', sa: 'sau', lu: 'lux', bd: 'bgd', lk: 'lka',
};

const DOMAINS: Record<string, string> = {
  za: 'co.za', gb: 'co.uk', us: 'com', au: 'com.au', nz: 'co.nz', in: 'co.in', ke: 'co.ke', br: 'com.br', mx: 'com.mx', ar: 'com.ar', jp: 'co.jp',
  kr: 'co.kr', sg: 'com.sg', my: 'com.my', tr: 'com.tr', id: 'co.id', co: 'com.co', ng: 'com.ng', il: 'co.il', th: 'co.th', tw: 'com.tw', hk: 'com.hk',
};

/** Phrases of account transfers among the banks' own wording. */
function transfers(statements: PhraseList, category: DetailedCategory): string[] {
  return statements.filter(([of]) => of === category).flatMap(([, , phrases]) => list(phrases));
}

const list = (text: string) => text.split('|').filter((entry) => entry.trim().length > 0);

const GENERAL: Locality = {
  country: '',
  countryCodes: COUNTRY_CODES,
  cardPrefixes: CARD_PREFIXES,
  debitPrefixes: DEBIT_PREFIXES,
  suffixes: [],
  places: PLACES,
  firstNames: FIRST_NAMES,
  surnames: SURNAMES,
  banks: BANKS,
  domain: 'com',
  transfersOut: transfers(MONEY_OUT, 'TRANSFER_OUT_ACCOUNT_TRANSFER'),
  transfersIn: transfers(MONEY_IN, 'TRANSFER_IN_ACCOUNT_TRANSFER'),
};

function localityOf(lexicon: CountryLexicon): Locality {
  const country = lexicon.country.toLowerCase();
  return {
    country,
    countryCodes: ALPHA3[country] ? [country, country, ALPHA3[country]] : [country],
    cardPrefixes: list(lexicon.cardPrefixes),
    debitPrefixes: list(lexicon.debitPrefixes),
    suffixes: list(lexicon.suffixes),
    places: list(lexicon.places),
    firstNames: list(lexicon.firstNames),
    surnames: list(lexicon.surnames),
    banks: BANKS,
    domain: DOMAINS[country] ?? country,
    transfersOut: transfers(lexicon.statements, 'TRANSFER_OUT_ACCOUNT_TRANSFER'),
    transfersIn: transfers(lexicon.statements, 'TRANSFER_IN_ACCOUNT_TRANSFER'),
  };
}

/** The countries that training knows the surroundings of, and the one for all others. */
export class Localities {
  private readonly known = new Map<string, Locality>();
  private readonly all: Locality[];

  constructor(lexicons: readonly CountryLexicon[]) {
    for (const lexicon of lexicons) if (lexicon.country.toLowerCase() !== WORLDWIDE) this.known.set(lexicon.country.toLowerCase(), fillGaps(localityOf(lexicon)));
    this.all = [...this.known.values()];
  }

  /** One of the given countries, if any is known; otherwise any country, or everybody's mix. @param countries lower case */
  pick(countries: readonly string[] | undefined, random: Random): Locality {
    if (this.all.length === 0) return GENERAL;
    if (random.chance(FOREIGN)) return GENERAL;
    if (countries?.length) {
      const found = this.known.get(random.pick(countries));
      if (found) return found;
    }
    return random.chance(0.3) ? GENERAL : random.pick(this.all);
  }
}

/** A list that a country leaves empty is everybody's. */
function fillGaps(locality: Locality): Locality {
  const filled = { ...locality };
  for (const key of ['cardPrefixes', 'debitPrefixes', 'places', 'firstNames', 'surnames', 'transfersOut', 'transfersIn'] as const) {
    if (filled[key].length === 0) filled[key] = GENERAL[key];
  }
  return filled;
}
