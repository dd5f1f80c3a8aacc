import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DetailedCategory } from '#contracts/categories';
import { BRAND_CATEGORIES, OPERATOR_CATEGORIES } from './brand-categories.js';
import { BANK_CHARGES } from './lexicon/bank-charges.js';
import { HOUSEHOLD } from './lexicon/household.js';
import { MERCHANTS } from './lexicon/merchants.js';
import { MONEY_IN } from './lexicon/money-in.js';
import { MONEY_OUT } from './lexicon/money-out.js';
import type { Direction, PhraseList } from './lexicon/phrase-list.js';
import { MCC_CATEGORIES } from './mcc-categories.js';

/** How a text is dressed up: bought by card, billed, or worded by the bank. */
export type Style = 'purchase' | 'bill' | 'statement';

/** One bare text with its category. Everything made of one text is on one side of a split. */
export interface Source {
  category: DetailedCategory;
  text: string;
  direction: Direction;
  style: Style;
  /** How often it is drawn within its category, relative to others. */
  weight: number;
}

interface IndexItem {
  displayName: string;
  matchNames?: string[];
  locationSet: { include?: unknown[] };
  tags: Record<string, string>;
}

/** A curated text is drawn about as often as this many local brands. */
const CURATED_WEIGHT = 5;

/** Names this short are mostly also words, initials or cut-off other names (`but`, `next`, `ns`): they are drawn less. */
const SHORT_NAME = 4;
const SHORT_WEIGHT = 0.3;

const LATIN = /^[\p{Script=Latin}\p{N}\p{P}\p{S}\p{Zs}]+$/u;

function readIndex(): Record<string, { items: IndexItem[] }> {
  const file = join(import.meta.dirname, '../../../node_modules/name-suggestion-index/dist/json/nsi.min.json');
  const text = readFileSync(file, 'utf8');
  return (JSON.parse(text) as { nsi: Record<string, { items: IndexItem[] }> }).nsi;
}

function namesOf(item: IndexItem): string[] {
  const { tags } = item;
  const names = [item.displayName, tags['brand'], tags['brand:en'], tags['short_name'], tags['operator'], ...(item.matchNames ?? [])];
  const unique = new Set(names.filter((name) => name !== undefined).map((name) => name.replace(/\s*\(.*?\)/g, '').toLowerCase()));
  return [...unique].filter((name) => name.length > 1 && LATIN.test(name));
}

/** Brands and operators of the index; a name of several kinds keeps the first kind of the table. */
function brands(): Source[] {
  const index = readIndex();
  const found = new Map<string, Source>();
  const add = (tree: 'brands' | 'operators', kinds: ReadonlyMap<string, DetailedCategory>, share: number) => {
    for (const [kind, category] of kinds) {
      for (const item of index[`${tree}/${kind}`]?.items ?? []) {
        const names = namesOf(item);
        // Worldwide and multi-country brands are met more often than local ones.
        const reach = Math.min(4, 1 + (item.locationSet.include?.length ?? 0) / 4) + (item.locationSet.include?.includes('001') ? 2 : 0);
        for (const text of names) {
          if (!found.has(text)) found.set(text, { category, text, direction: '-', style: 'purchase', weight: (share * reach) / names.length });
        }
      }
    }
  };
  add('brands', BRAND_CATEGORIES, 1);
  add('operators', OPERATOR_CATEGORIES, 0.3);
  return [...found.values()];
}

function phrases(lists: PhraseList, style: Style): Source[] {
  return lists.flatMap(([category, direction, text]) => text.split('|').map((phrase) => ({ category, text: phrase, direction, style, weight: CURATED_WEIGHT })));
}

/** Everything the model learns from, before noise. Curated texts outweigh a brand they contradict. */
export function collectSources(): Source[] {
  const curated: Source[] = [
    ...phrases([...MONEY_IN, ...MONEY_OUT, ...BANK_CHARGES], 'statement'),
    ...phrases(HOUSEHOLD, 'bill'),
    ...MERCHANTS.flatMap(([category, names]) =>
      names.split('|').map((text): Source => ({ category, text, direction: '-', style: 'purchase', weight: CURATED_WEIGHT })),
    ),
    ...MCC_CATEGORIES.map(([, category, text]): Source => ({ category, text: text.toLowerCase(), direction: '-', style: 'purchase', weight: 1 })),
  ];
  const known = new Set(curated.map(({ text }) => text));
  const sources = [...curated, ...brands().filter(({ text }) => !known.has(text))];
  return sources.map((source) =>
    source.style === 'purchase' && source.text.length <= SHORT_NAME ? { ...source, weight: source.weight * SHORT_WEIGHT } : source,
  );
}
