import type { DetailedCategory } from '#contracts/categories';
import { BUCKETS, textFeatures } from '../../../apps/inference/src/categories/text-features.js';
import type { Example } from './network.js';
import { Noise } from './noise.js';
import type { Random } from './random.js';
import type { Source } from './sources.js';

/**
 * How often a category is met on a household's statements, relative to {@link OTHER_FREQUENCY} for all not named. Rough:
 * by number, about two card payments of five are for food and one of ten for fuel; the rest is what people commonly do
 * in a month. A prior, not a fit: it is what decides where a name says nothing.
 */
const FREQUENCY: Partial<Record<DetailedCategory, number>> = {
  FOOD_AND_DRINK_GROCERIES: 10,
  FOOD_AND_DRINK_FAST_FOOD: 9,
  FOOD_AND_DRINK_RESTAURANT: 9,
  FOOD_AND_DRINK_COFFEE: 3,
  FOOD_AND_DRINK_BEER_WINE_AND_LIQUOR: 2.5,
  TRANSPORTATION_GAS: 5,
  TRANSPORTATION_TAXIS_AND_RIDE_SHARES: 2,
  TRANSPORTATION_PUBLIC_TRANSIT: 2,
  TRANSFER_OUT_ACCOUNT_TRANSFER: 6,
  TRANSFER_IN_ACCOUNT_TRANSFER: 4,
  TRANSFER_IN_DEPOSIT: 1.5,
  TRANSFER_OUT_WITHDRAWAL: 4,
  TRANSFER_OUT_SAVINGS: 1.5,
  TRANSFER_OUT_OTHER_TRANSFER_OUT: 1.5,
  BANK_FEES_OTHER_BANK_FEES: 5,
  BANK_FEES_INSUFFICIENT_FUNDS: 1.5,
  INCOME_WAGES: 2,
  INCOME_INTEREST_EARNED: 1.5,
  GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES: 3,
  GENERAL_MERCHANDISE_ONLINE_MARKETPLACES: 3,
  GENERAL_MERCHANDISE_ELECTRONICS: 1.5,
  GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE: 3,
  GENERAL_SERVICES_INSURANCE: 3,
  GENERAL_SERVICES_AUTOMOTIVE: 2,
  MEDICAL_PHARMACIES_AND_SUPPLEMENTS: 2.5,
  RENT_AND_UTILITIES_TELEPHONE: 3,
  RENT_AND_UTILITIES_GAS_AND_ELECTRICITY: 2,
  RENT_AND_UTILITIES_INTERNET_AND_CABLE: 2,
  RENT_AND_UTILITIES_RENT: 1.5,
  PERSONAL_CARE_HAIR_AND_BEAUTY: 1.5,
  ENTERTAINMENT_TV_AND_MOVIES: 2,
  FOOD_AND_DRINK_VENDING_MACHINES: 0.3,
  MEDICAL_NURSING_CARE: 0.4,
  GENERAL_SERVICES_STORAGE: 0.4,
  INCOME_UNEMPLOYMENT: 0.5,
};

const OTHER_FREQUENCY = 0.6;

/** Share of purchases that come back as refunds and of amounts that a caller does not tell. */
const REFUNDS = 0.03;
const NO_AMOUNT = 0.12;

/** Draws noisy examples from bare texts: category by frequency, text by weight, noise by style. */
export class Sampler {
  private readonly categories: { label: number; sources: Source[]; upTo: Float64Array }[] = [];
  private readonly categoryUpTo: Float64Array;
  private readonly noise: Noise;

  constructor(
    sources: Source[],
    labels: readonly string[],
    private readonly random: Random,
  ) {
    this.noise = new Noise(random);
    const frequencies: number[] = [];
    labels.forEach((category, label) => {
      const own = sources.filter((source) => source.category === category);
      if (own.length === 0) return;
      this.categories.push({ label, sources: own, upTo: cumulate(own.map(({ weight }) => weight)) });
      frequencies.push(FREQUENCY[category as DetailedCategory] ?? OTHER_FREQUENCY);
    });
    this.categoryUpTo = cumulate(frequencies);
  }

  /** One description with its sign and label. */
  line(): { text: string; direction: number; label: number } {
    const { label, sources, upTo } = this.categories[this.draw(this.categoryUpTo)]!;
    const source = sources[this.draw(upTo)]!;
    return { text: this.dress(source), direction: this.direction(source), label };
  }

  example(): Example {
    const { text, direction, label } = this.line();
    let tokens = textFeatures(text);
    // Features missing at random: unknown words must not upset the known ones.
    if (this.random.chance(0.3)) tokens = tokens.filter(() => !this.random.chance(0.2));
    return { tokens, direction, label };
  }

  private dress({ text, style }: Source): string {
    const filled = this.noise.fill(text);
    if (style === 'purchase') return this.random.chance(0.1) ? this.noise.bill(filled) : this.noise.purchase(filled);
    if (style === 'bill') return this.random.chance(0.25) ? this.noise.purchase(filled) : this.noise.bill(filled);
    return this.noise.statement(filled);
  }

  /** 0 out, 1 in, 2 not told. */
  private direction({ direction, style }: Source): number {
    if (this.random.chance(NO_AMOUNT)) return 2;
    if (direction === '*') return this.random.below(2);
    const against = style === 'statement' ? 0.01 : REFUNDS;
    return (direction === '+') !== this.random.chance(against) ? 1 : 0;
  }

  private draw(upTo: Float64Array): number {
    const point = this.random.next() * upTo[upTo.length - 1]!;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! > point) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function cumulate(weights: number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(weights, (weight) => (sum += weight));
}

export { BUCKETS };
