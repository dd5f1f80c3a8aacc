import { readFileSync } from 'node:fs';
import type { DetailedCategory } from '#contracts/categories';
import { BRAND_CATEGORIES, OPERATOR_CATEGORIES } from './brand-categories.js';
import { packageFile } from './find-upwards.js';
import { BANK_CHARGES } from './lexicon/bank-charges.js';
import { COUNTRIES } from './lexicon/countries/index.js';
import type { CountryLexicon } from './lexicon/country-lexicon.js';
import { HOUSEHOLD } from './lexicon/household.js';
import { MERCHANTS } from './lexicon/merchants.js';
import { MONEY_IN } from './lexicon/money-in.js';
import { MONEY_OUT } from './lexicon/money-out.js';
import type { Direction, PhraseList } from './lexicon/phrase-list.js';
import { TRADES } from './lexicon/trades.js';
import { MCC_CATEGORIES } from './mcc-categories.js';
import { WORLDWIDE } from './localities.js';
import { readTradeWords } from './trade-words.js';

/**
 * How a text is dressed up: bought by card, billed, worded by the bank; `business` is a trade's word that gets a name
 * around it before it is bought at.
 */
export type Style = 'purchase' | 'bill' | 'statement' | 'business';

/** Where a text comes from. */
type Group = 'general' | 'countries' | 'brands' | 'trades' | 'codes';

/** One bare text with its category. Everything made of one text is on one side of a split. */
export interface Source {
  category: DetailedCategory;
  text: string;
  direction: Direction;
  style: Style;
  group: Group;
  /** Where it is met, ISO 3166-1 alpha-2 in lower case; anywhere if absent. */
  countries?: string[];
  /** How often it is drawn within its category, relative to others. */
  weight: number;
}

/**
 * How much a group of sources counts within a category, were all groups of one size. What we wrote ourselves is what is
 * met most; the index has many a small chain.
 */
const GROUP_SHARES: Record<Group, number> = { general: 1.5, countries: 1.2, brands: 0.5, trades: 0.5, codes: 0.1 };

/** A group of n texts counts as n to this power: more texts are met more often, but the thousandth less than the tenth. */
const GROUP_EXPONENT = 0.6;

/** Names this short are mostly also words, initials or cut-off other names (`but`, `next`, `ns`): they are drawn less. */
const SHORT_NAME = 4;
const SHORT_WEIGHT = 0.3;

/** What stands on statements of nearly everybody, nearly everywhere: drawn so many times as often as its neighbours. */
const EVERYDAY_WEIGHT = 6;
const EVERYDAY = new Set(
  (
    'apple.com/bill|itunes.com/bill|apple com bill|apple services|google play|google one|google storage|youtube premium|netflix|netflix.com|' +
    'spotify|disney plus|amazon|amzn mktp|amazon prime|prime video|audible|kindle|microsoft 365|microsoft|xbox|playstation|playstation network|' +
    'steam|adobe|dropbox|openai|chatgpt|linkedin|icloud|uber|uber trip|uber eats|bolt|mcdonalds|kfc|burger king|starbucks|subway|dominos|' +
    'pizza hut|shell|bp|ikea|h&m|zara|lidl|aldi|carrefour|spar|7-eleven|airbnb|booking.com|temu|shein|aliexpress|ebay|decathlon'
  ).split('|'),
);

/** Most transfers name a person. */
const PERSON_WEIGHT = 4;

function familiarity({ category, text }: Pick<Source, 'category' | 'text'>): number {
  if (EVERYDAY.has(text)) return EVERYDAY_WEIGHT;
  return text.includes('{name}') && /^TRANSFER_(IN|OUT)_ACCOUNT/.test(category) ? PERSON_WEIGHT : 1;
}

interface IndexItem {
  displayName: string;
  matchNames?: string[];
  locationSet: { include?: unknown[] };
  tags: Record<string, string>;
}

/** @throws Error when the npm package is not installed */
function readIndex(): Record<string, { items: IndexItem[] }> {
  const text = readFileSync(packageFile('name-suggestion-index', 'dist/json/nsi.min.json'), 'utf8');
  return (JSON.parse(text) as { nsi: Record<string, { items: IndexItem[] }> }).nsi;
}

function namesOf(item: IndexItem): string[] {
  const { tags } = item;
  const names = [item.displayName, tags['brand'], tags['brand:en'], tags['short_name'], tags['operator'], ...(item.matchNames ?? [])];
  const unique = new Set(names.filter((name) => name !== undefined).map((name) => name.replace(/\s*\(.*?\)/g, '').toLowerCase()));
  return [...unique].filter((name) => name.length > 1);
}

/** The two-letter countries of a location set; regions within one count as the country (`us-ca.geojson` is `us`). */
function countriesOf(item: IndexItem): string[] | undefined {
  const countries = (item.locationSet.include ?? []).flatMap((place) => (typeof place === 'string' ? (/^([a-z]{2})(?:$|-)/.exec(place)?.slice(1) ?? []) : []));
  return countries.length > 0 ? [...new Set(countries)] : undefined;
}

/** Brands and operators of the index; a name of several kinds keeps the first kind of the table. */
function brands(): Source[] {
  const index = readIndex();
  const found = new Map<string, Source>();
  const add = (tree: 'brands' | 'operators', kinds: ReadonlyMap<string, DetailedCategory>, share: number) => {
    for (const [kind, category] of kinds) {
      for (const item of index[`${tree}/${kind}`]?.items ?? []) {
        const names = namesOf(item);
        const countries = countriesOf(item);
        // Worldwide and multi-country brands are met more often than local ones.
        const reach = Math.min(4, 1 + (item.locationSet.include?.length ?? 0) / 4) + (item.locationSet.include?.includes('001') ? 2 : 0);
        for (const text of names) {
          if (found.has(text)) continue;
          const short = text.length <= SHORT_NAME ? SHORT_WEIGHT : 1;
          found.set(text, { category, text, direction: '-', style: 'purchase', group: 'brands', countries, weight: (short * share * reach) / names.length });
        }
      }
    }
  };
  add('brands', BRAND_CATEGORIES, 1);
  add('operators', OPERATOR_CATEGORIES, 0.3);
  return [...found.values()];
}

function trades(): Source[] {
  return readTradeWords().map((word) => ({ ...word, direction: '-', style: 'business', group: 'trades' }));
}

const entries = (text: string) => text.split('|').filter((entry) => entry.length > 0);

function phrases(lists: PhraseList, style: Style, of: { group: Group; countries?: string[] }): Source[] {
  return lists.flatMap(([category, direction, text]) => entries(text).map((phrase): Source => ({ category, text: phrase, direction, style, weight: familiarity({ category, text: phrase }), ...of })));
}

function names(lists: [DetailedCategory, string][], style: Style, of: { group: Group; countries?: string[] }): Source[] {
  return lists.flatMap(([category, text]) =>
    entries(text).map((name, rank): Source => ({ category, text: name, direction: '-', style, weight: style === 'purchase' ? fame(rank) * familiarity({ category, text: name }) : 1, ...of })),
  );
}

/** Merchants are listed the best known first; those are met most, after a flat power law. @param rank from 0 */
const fame = (rank: number): number => (10 / (rank + 10)) ** 0.4;

function ofCountry(lexicon: CountryLexicon): Source[] {
  const country = lexicon.country.toLowerCase();
  const of = country === WORLDWIDE ? { group: 'general' as const } : { group: 'countries' as const, countries: [country] };
  return [
    ...names(lexicon.merchants, 'purchase', of),
    ...names(lexicon.trades, 'business', of),
    ...phrases(lexicon.bills, 'bill', of),
    ...phrases(lexicon.statements, 'statement', of),
  ];
}

/** Everything the model learns from, before noise. Texts of our own outweigh a brand or a trade's word they contradict. */
export function collectSources(): Source[] {
  const general = { group: 'general' as const };
  const own: Source[] = [
    ...phrases([...MONEY_IN, ...MONEY_OUT, ...BANK_CHARGES], 'statement', general),
    ...phrases(HOUSEHOLD, 'bill', general),
    ...names(MERCHANTS, 'purchase', general),
    ...names(TRADES, 'business', general),
    ...COUNTRIES.flatMap(ofCountry),
    ...MCC_CATEGORIES.map(([, category, text]): Source => ({ category, text: text.toLowerCase(), direction: '-', style: 'purchase', group: 'codes', weight: 1 })),
  ];
  const known = new Set(own.map(({ text }) => text));
  return balance([...own, ...[...brands(), ...trades()].filter(({ text }) => !known.has(text))]);
}

/** Scales weights so that within each category the groups have the shares that they should. */
function balance(sources: Source[]): Source[] {
  const sums = new Map<string, { count: number; weight: number }>();
  const keyOf = ({ category, group }: Source) => `${category} ${group}`;
  for (const source of sources) {
    const sum = sums.get(keyOf(source)) ?? { count: 0, weight: 0 };
    sums.set(keyOf(source), { count: sum.count + 1, weight: sum.weight + source.weight });
  }
  return sources.map((source) => {
    const { count, weight } = sums.get(keyOf(source))!;
    return { ...source, weight: (source.weight / weight) * GROUP_SHARES[source.group] * count ** GROUP_EXPONENT };
  });
}
