import { DETAILED_CATEGORIES } from '../../../libs/contracts/src/categories/index.js';
import { COUNTRIES } from '../../../models/transaction-category/training/lexicon/countries/index.js';
import { MERCHANTS } from '../../../models/transaction-category/training/lexicon/merchants.js';
import { Random } from '../../../models/transaction-category/training/random.js';
import { Sampler } from '../../../models/transaction-category/training/samples.js';
import type { Source } from '../../../models/transaction-category/training/sources.js';

export interface BankLine {
  text: string;
  /** Only its sign means something; 0 where none is known. */
  amount: number;
}

/** Generates lines of card payments as the training of the category model dresses them up, from its lists of merchants. */
export function bankLines(): () => BankLine {
  const lists = [{ merchants: MERCHANTS, country: undefined }, ...COUNTRIES];
  const sources = lists.flatMap(({ merchants, country }) =>
    merchants.flatMap(([category, texts]) =>
      texts.split('|').map((text): Source => {
        const countries = country && { countries: [country.toLowerCase()] };
        return { category, text, direction: '-', style: 'purchase', group: 'general', weight: 1, ...countries };
      }),
    ),
  );
  const categories = DETAILED_CATEGORIES.map(({ id }) => id);
  const sampler = new Sampler(sources, categories, new Random(7));
  return () => {
    const { text, direction } = sampler.line();
    return { text, amount: [-1, 1, 0][direction]! };
  };
}
