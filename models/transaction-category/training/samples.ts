import type { DetailedCategory } from '#contracts/categories';
import { amountFeatures, textFeatures } from '../../../apps/inference/src/categories/text-features.js';
import { composeBusiness } from './businesses.js';
import { COUNTRIES } from './lexicon/countries/index.js';
import { Localities } from './localities.js';
import type { Example } from './network.js';
import { Noise } from './noise.js';
import type { Random } from './random.js';
import type { Source, Style } from './sources.js';

/** A description with the category that is right for it, as a user's correction tells. */
export interface LabelledDescription {
  description: string;
  /** Signed; negative is money spent. Only the sign counts. */
  amount?: number;
  category: DetailedCategory;
  /** How much it counts beside others; 1 unless told. */
  weight?: number;
}

/**
 * How often a category is met on a household's statements, relative to {@link OTHER_FREQUENCY} for all not named. Rough:
 * by number, about two card payments of five are for food and one of ten for fuel; the rest is what people commonly do
 * in a month. A prior, not a fit: it is what decides where a name says nothing.
 */
const FREQUENCY: Partial<Record<DetailedCategory, number>> = {
  FOOD_AND_DRINK_GROCERIES: 10,
  FOOD_AND_DRINK_FAST_FOOD: 8,
  FOOD_AND_DRINK_RESTAURANT: 10,
  FOOD_AND_DRINK_COFFEE: 3.5,
  FOOD_AND_DRINK_BEER_WINE_AND_LIQUOR: 2.5,
  FOOD_AND_DRINK_OTHER_FOOD_AND_DRINK: 1,
  FOOD_AND_DRINK_VENDING_MACHINES: 0.3,
  TRANSPORTATION_GAS: 5,
  TRANSPORTATION_TAXIS_AND_RIDE_SHARES: 2,
  TRANSPORTATION_PUBLIC_TRANSIT: 2.5,
  TRANSPORTATION_PARKING: 1.5,
  TRANSPORTATION_TOLLS: 0.8,
  TRANSFER_OUT_ACCOUNT_TRANSFER: 6,
  TRANSFER_IN_ACCOUNT_TRANSFER: 4,
  TRANSFER_IN_DEPOSIT: 1.5,
  TRANSFER_OUT_WITHDRAWAL: 4,
  TRANSFER_OUT_SAVINGS: 1.5,
  TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS: 1.2,
  TRANSFER_OUT_OTHER_TRANSFER_OUT: 1.5,
  BANK_FEES_OTHER_BANK_FEES: 5,
  BANK_FEES_INSUFFICIENT_FUNDS: 1,
  INCOME_WAGES: 2,
  INCOME_INTEREST_EARNED: 1.5,
  GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES: 4,
  GENERAL_MERCHANDISE_ONLINE_MARKETPLACES: 3,
  GENERAL_MERCHANDISE_ELECTRONICS: 2,
  GENERAL_MERCHANDISE_CONVENIENCE_STORES: 1.5,
  GENERAL_MERCHANDISE_SUPERSTORES: 1.2,
  GENERAL_MERCHANDISE_DISCOUNT_STORES: 1.2,
  GENERAL_MERCHANDISE_DEPARTMENT_STORES: 1.2,
  GENERAL_MERCHANDISE_SPORTING_GOODS: 1,
  GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS: 1,
  GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE: 3,
  GENERAL_SERVICES_INSURANCE: 3,
  GENERAL_SERVICES_AUTOMOTIVE: 2,
  GENERAL_SERVICES_OTHER_GENERAL_SERVICES: 1.5,
  GENERAL_SERVICES_EDUCATION: 1,
  MEDICAL_PHARMACIES_AND_SUPPLEMENTS: 2.5,
  MEDICAL_PRIMARY_CARE: 1.2,
  MEDICAL_NURSING_CARE: 0.3,
  RENT_AND_UTILITIES_TELEPHONE: 3,
  RENT_AND_UTILITIES_GAS_AND_ELECTRICITY: 2,
  RENT_AND_UTILITIES_INTERNET_AND_CABLE: 2,
  RENT_AND_UTILITIES_RENT: 1.5,
  PERSONAL_CARE_HAIR_AND_BEAUTY: 2,
  PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS: 1,
  ENTERTAINMENT_TV_AND_MOVIES: 2,
  ENTERTAINMENT_CASINOS_AND_GAMBLING: 1,
  ENTERTAINMENT_VIDEO_GAMES: 1,
  ENTERTAINMENT_SPORTING_EVENTS_AMUSEMENT_PARKS_AND_MUSEUMS: 1.5,
  HOME_IMPROVEMENT_HARDWARE: 1.5,
  HOME_IMPROVEMENT_FURNITURE: 1.2,
  GOVERNMENT_AND_NON_PROFIT_GOVERNMENT_DEPARTMENTS_AND_AGENCIES: 1,
  TRAVEL_LODGING: 1.5,
  TRAVEL_FLIGHTS: 1,
  GENERAL_SERVICES_STORAGE: 0.3,
  INCOME_UNEMPLOYMENT: 0.5,
};

const OTHER_FREQUENCY = 0.6;

/** What a shop sells whose name does not tell: mostly places to eat and drink, and shops of all kinds. */
const STRANGERS: [DetailedCategory, number][] = [
  ['FOOD_AND_DRINK_RESTAURANT', 36],
  ['FOOD_AND_DRINK_GROCERIES', 8],
  ['FOOD_AND_DRINK_COFFEE', 5],
  ['FOOD_AND_DRINK_FAST_FOOD', 5],
  ['FOOD_AND_DRINK_BEER_WINE_AND_LIQUOR', 5],
  ['GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE', 12],
  ['GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES', 10],
  ['GENERAL_MERCHANDISE_GIFTS_AND_NOVELTIES', 3],
  ['GENERAL_MERCHANDISE_ELECTRONICS', 2],
  ['PERSONAL_CARE_HAIR_AND_BEAUTY', 4],
  ['GENERAL_SERVICES_OTHER_GENERAL_SERVICES', 4],
  ['GENERAL_SERVICES_AUTOMOTIVE', 2],
  ['HOME_IMPROVEMENT_FURNITURE', 2],
  ['HOME_IMPROVEMENT_HARDWARE', 2],
  ['TRAVEL_LODGING', 2],
  ['ENTERTAINMENT_OTHER_ENTERTAINMENT', 2],
  ['MEDICAL_PRIMARY_CARE', 2],
  ['TRANSPORTATION_GAS', 2],
];
const STRANGER_SHARE = 0.07;

/** Share of purchases that come back as refunds, and what is paid out more often: winnings, claims, returns. */
const REFUNDS = 0.04;
const PAID_OUT: Partial<Record<DetailedCategory, number>> = {
  ENTERTAINMENT_CASINOS_AND_GAMBLING: 0.25,
  GENERAL_SERVICES_INSURANCE: 0.12,
  MEDICAL_OTHER_MEDICAL: 0.08,
  GENERAL_MERCHANDISE_ONLINE_MARKETPLACES: 0.08,
  GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES: 0.07,
  TRAVEL_FLIGHTS: 0.07,
  TRAVEL_LODGING: 0.07,
};

/** Share of amounts that a caller does not tell. */
const NO_AMOUNT = 0.12;

/**
 * Users' own rows are this share of the examples at most, and half of it when there are {@link EXTRA_HALF} of them: the
 * general knowledge must not drown in one household's shops.
 */
const EXTRA_SHARE = 0.3;
const EXTRA_HALF = 500;

/** Share of the lines of each style that come as a transfer with a purpose: rent, school fees, wages, a plumber's invoice. */
const TRANSFERRED: Record<Style, number> = { bill: 0.15, statement: 0.25, business: 0.03, purchase: 0.01 };

interface Drawn {
  text: string;
  /** 0 out, 1 in, 2 not told. */
  direction: number;
  label: number;
}

/** Draws noisy examples from bare texts: category by frequency, text by weight, noise by style and country. */
export class Sampler {
  private readonly categories: { label: number; sources: Source[]; upTo: Float64Array }[] = [];
  private readonly categoryUpTo: Float64Array;
  private readonly strangerUpTo = cumulate(STRANGERS.map(([, share]) => share));
  private readonly strangers: number[];
  private readonly extraUpTo: Float64Array;
  private readonly extraLabels: number[];
  private readonly extraShare: number;
  private readonly noise: Noise;
  private readonly localities = new Localities(COUNTRIES);

  /** @param extra users' own rows, drawn beside the sources */
  constructor(
    sources: Source[],
    labels: readonly string[],
    private readonly random: Random,
    private readonly extra: readonly LabelledDescription[] = [],
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
    this.strangers = STRANGERS.map(([category]) => labels.indexOf(category));
    this.extraUpTo = cumulate(extra.map(({ weight }) => weight ?? 1));
    this.extraLabels = extra.map(({ category }) => labels.indexOf(category));
    this.extraShare = (EXTRA_SHARE * extra.length) / (extra.length + EXTRA_HALF);
  }

  /** One description with its direction and label. */
  line(): Drawn {
    if (this.random.chance(this.extraShare)) return this.ownLine();
    if (this.random.chance(STRANGER_SHARE)) return this.strangerLine();
    const { label, sources, upTo } = this.categories[this.draw(this.categoryUpTo)]!;
    const source = sources[this.draw(upTo)]!;
    return { text: this.dress(source), direction: this.direction(source), label };
  }

  example(): Example {
    const { text, direction, label } = this.line();
    let tokens = textFeatures(text);
    // Features missing at random: unknown words must not upset the known ones.
    if (this.random.chance(0.4)) tokens = tokens.filter(() => !this.random.chance(0.25));
    return { tokens, direction, label };
  }

  private ownLine(): Drawn {
    const at = this.draw(this.extraUpTo);
    const { description, amount } = this.extra[at]!;
    return { text: this.noise.retell(description), direction: amountFeatures(amount).indexOf(1), label: this.extraLabels[at]! };
  }

  private strangerLine(): Drawn {
    const label = this.strangers[this.draw(this.strangerUpTo)]!;
    return { text: this.noise.stranger(this.localities.pick(undefined, this.random)), direction: this.random.chance(NO_AMOUNT) ? 2 : 0, label };
  }

  private dress(source: Source): string {
    const { text, style, countries } = source;
    const { noise, random } = this;
    const at = this.localities.pick(countries, random);
    const filled = noise.fill(text, at);
    const byTransfer = TRANSFERRED[style];
    if (random.chance(byTransfer) && !/^(TRANSFER|BANK_FEES)/.test(source.category)) {
      return noise.transfer(style === 'business' ? composeBusiness(filled, at, random) : filled, source.direction === '+', at);
    }
    if (style === 'business') return noise.business(filled, at);
    if (style === 'purchase') return random.chance(0.1) ? noise.bill(filled, at) : noise.purchase(filled, at);
    if (style === 'bill') return random.chance(0.25) ? noise.purchase(filled, at) : noise.bill(filled, at);
    return noise.statement(filled, at);
  }

  /** 0 out, 1 in, 2 not told. */
  private direction({ category, direction, style }: Source): number {
    if (this.random.chance(NO_AMOUNT)) return 2;
    if (direction === '*') return this.random.below(2);
    const against = style === 'statement' ? 0.01 : (PAID_OUT[category] ?? REFUNDS);
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
