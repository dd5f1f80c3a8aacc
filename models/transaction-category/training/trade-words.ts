import { readFileSync } from 'node:fs';
import type { DetailedCategory } from '#contracts/categories';
import { BRAND_CATEGORIES } from './brand-categories.js';
import { packageFile } from './find-upwards.js';

/** Kinds of OpenStreetMap presets that the brand index lacks → category. A kind `a/b/c` not named is looked up as `a/b`. */
const TABLE: [DetailedCategory, string][] = [
  ['FOOD_AND_DRINK_OTHER_FOOD_AND_DRINK', 'amenity/food_court shop/ice_cream craft/confectionery craft/caterer shop/honey shop/water'],
  ['FOOD_AND_DRINK_RESTAURANT', 'amenity/canteen'],
  ['FOOD_AND_DRINK_BEER_WINE_AND_LIQUOR', 'craft/winery craft/brewery craft/distillery amenity/biergarten amenity/hookah_lounge shop/brewing_supplies'],
  ['FOOD_AND_DRINK_GROCERIES', 'shop/farm shop/rice amenity/marketplace'],
  ['FOOD_AND_DRINK_COFFEE', 'amenity/cafe/bubble_tea'],
  ['FOOD_AND_DRINK_VENDING_MACHINES', 'amenity/vending_machine/drinks amenity/vending_machine/sweets amenity/vending_machine/food amenity/vending_machine/coffee amenity/vending_machine/water'],
  ['GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES', 'shop/boutique shop/fashion shop/wigs shop/sewing'],
  ['GENERAL_MERCHANDISE_ELECTRONICS', 'shop/radiotechnics'],
  ['GENERAL_MERCHANDISE_SPORTING_GOODS', 'shop/scuba_diving shop/water_sports shop/hunting shop/weapons shop/military_surplus'],
  ['GENERAL_MERCHANDISE_GIFTS_AND_NOVELTIES', 'shop/trophy shop/pyrotechnics'],
  ['GENERAL_MERCHANDISE_PET_SUPPLIES', 'shop/pet_grooming'],
  ['GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS', 'office/newspaper'],
  ['GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE', 'shop/antiques shop/collector shop/hobby shop/religion shop/esoteric shop/pottery shop/frame shop/gold_buyer shop/catalogue craft/pottery craft/handicraft craft/watchmaker craft/clockmaker'],
  ['GENERAL_MERCHANDISE_OFFICE_SUPPLIES', 'craft/bookbinder craft/signmaker'],
  ['HOME_IMPROVEMENT_FURNITURE', 'craft/upholsterer craft/joiner craft/carpenter'],
  ['HOME_IMPROVEMENT_HARDWARE', 'shop/fireplace shop/swimming_pool shop/bbq craft/metal_construction craft/sawmill'],
  ['HOME_IMPROVEMENT_REPAIR_AND_MAINTENANCE', 'craft/roofer craft/painter craft/plasterer craft/tiler craft/floorer craft/carpet_layer craft/hvac craft/gardener craft/chimney_sweeper craft/glaziery craft/insulator craft/scaffolder craft/stonemason craft/tinsmith craft/blacksmith craft/parquet_layer'],
  ['HOME_IMPROVEMENT_SECURITY', 'craft/key_cutter craft/locksmith'],
  ['HOME_IMPROVEMENT_OTHER_HOME_IMPROVEMENT', 'office/architect office/surveyor office/engineer'],
  ['MEDICAL_EYE_CARE', 'healthcare/optometrist amenity/doctors/ophthalmology'],
  ['MEDICAL_DENTAL_CARE', 'healthcare/dentist'],
  ['MEDICAL_NURSING_CARE', 'amenity/nursing_home healthcare/hospice healthcare/midwife amenity/social_facility/nursing_home amenity/social_facility/assisted_living'],
  ['MEDICAL_PRIMARY_CARE', 'office/physician healthcare/rehabilitation healthcare/birthing_center'],
  ['MEDICAL_VETERINARY_SERVICES', 'amenity/veterinary_pharmacy'],
  ['MEDICAL_OTHER_MEDICAL', 'healthcare/speech_therapist healthcare/psychotherapist healthcare/podiatrist healthcare/occupational_therapist healthcare/alternative healthcare/blood_donation office/therapist'],
  ['PERSONAL_CARE_HAIR_AND_BEAUTY', 'shop/tattoo shop/piercing leisure/tanning_salon'],
  ['PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS', 'amenity/dojo leisure/sports_hall leisure/swimming_pool leisure/dance amenity/dancing_school'],
  ['PERSONAL_CARE_LAUNDRY_AND_DRY_CLEANING', 'craft/shoemaker craft/dressmaker craft/tailor'],
  ['PERSONAL_CARE_OTHER_PERSONAL_CARE', 'leisure/sauna amenity/public_bath'],
  ['GENERAL_SERVICES_AUTOMOTIVE', 'amenity/driver_training shop/boat craft/agricultural_engines'],
  ['GENERAL_SERVICES_ACCOUNTING_AND_FINANCIAL_PLANNING', 'office/accountant'],
  ['GENERAL_SERVICES_CONSULTING_AND_LEGAL', 'office/notary office/private_investigator'],
  ['GENERAL_SERVICES_EDUCATION', 'office/educational_institution amenity/dive_centre'],
  ['GENERAL_SERVICES_CHILDCARE', 'leisure/summer_camp'],
  ['GENERAL_SERVICES_OTHER_GENERAL_SERVICES', 'office/translator office/graphic_design office/it office/advertising_agency office/property_management shop/copyshop craft/photographer craft/photographic_laboratory shop/psychic amenity/animal_boarding amenity/coworking_space amenity/crematorium amenity/photo_booth'],
  ['ENTERTAINMENT_CASINOS_AND_GAMBLING', 'amenity/casino'],
  ['ENTERTAINMENT_SPORTING_EVENTS_AMUSEMENT_PARKS_AND_MUSEUMS', 'tourism/museum tourism/zoo tourism/aquarium tourism/gallery tourism/attraction amenity/theatre amenity/planetarium leisure/stadium leisure/golf_course leisure/ice_rink leisure/water_park leisure/horse_riding leisure/sports_centre/karting leisure/sports_centre/climbing amenity/arts_centre'],
  ['ENTERTAINMENT_OTHER_ENTERTAINMENT', 'amenity/nightclub amenity/stripclub amenity/karaoke_box amenity/internet_cafe amenity/events_venue'],
  ['GOVERNMENT_AND_NON_PROFIT_DONATIONS', 'amenity/place_of_worship office/charity office/ngo office/foundation office/religion'],
  ['GOVERNMENT_AND_NON_PROFIT_GOVERNMENT_DEPARTMENTS_AND_AGENCIES', 'amenity/townhall amenity/courthouse amenity/police office/government/register_office office/diplomatic amenity/embassy office/administrative'],
  ['GOVERNMENT_AND_NON_PROFIT_TAX_PAYMENT', 'office/government/tax'],
  ['GOVERNMENT_AND_NON_PROFIT_OTHER_GOVERNMENT_AND_NON_PROFIT', 'amenity/library amenity/community_centre'],
  ['TRAVEL_LODGING', 'tourism/guest_house tourism/chalet tourism/camp_site tourism/apartment tourism/alpine_hut leisure/resort amenity/love_hotel'],
  ['TRAVEL_OTHER_TRAVEL', 'office/travel_agent office/guide'],
  ['TRANSPORTATION_TAXIS_AND_RIDE_SHARES', 'amenity/taxi'],
  ['TRANSPORTATION_PUBLIC_TRANSIT', 'amenity/bus_station amenity/ferry_terminal'],
  ['TRANSPORTATION_PARKING', 'amenity/parking/multi-storey amenity/parking/underground amenity/vending_machine/parking_tickets'],
  ['TRANSPORTATION_GAS', 'shop/fuel'],
  ['TRANSPORTATION_BIKES_AND_SCOOTERS', 'amenity/motorcycle_rental'],
  ['RENT_AND_UTILITIES_WATER', 'office/water_utility'],
  ['RENT_AND_UTILITIES_GAS_AND_ELECTRICITY', 'office/energy_supplier'],
  ['RENT_AND_UTILITIES_SEWAGE_AND_WASTE_MANAGEMENT', 'amenity/recycling_centre amenity/waste_transfer_station'],
];

const PRESET_CATEGORIES = new Map(
  TABLE.flatMap(([category, kinds]) => kinds.split(' ').map((kind): [string, DetailedCategory] => [kind, category])),
);

/** Kinds of the brand index whose preset names mislead as trade words: too general, or no place to pay at. */
const UNTOLD = new Set(['shop/general', 'shop/outpost', 'shop/trade', 'shop/mall', 'shop/country_store', 'amenity/social_facility', 'amenity/training', 'shop/rental', 'amenity/money_transfer']);

/** Languages of the translations, the countries that speak them, and how much the words of one count beside others. */
const LANGUAGES: [language: string, countries: string, weight: number][] = [
  ['en', 'us gb ca au nz ie za in ng ke gh sg my ph ae', 1], ['en-GB', 'gb ie za au nz', 0.4], ['en-AU', 'au', 0.3],
  ['de', 'de at ch', 1], ['fr', 'fr be ch ca ma', 1], ['es', 'es mx ar co cl pe', 1], ['it', 'it ch', 1], ['pt', 'pt', 0.6], ['pt-BR', 'br', 0.7],
  ['nl', 'nl be', 0.9], ['pl', 'pl', 0.9], ['cs', 'cz', 0.7], ['sk', 'sk', 0.5], ['hu', 'hu', 0.7], ['ro', 'ro', 0.6], ['bg', 'bg', 0.5],
  ['el', 'gr', 0.6], ['tr', 'tr', 0.8], ['ru', 'ru', 0.7], ['uk', 'ua', 0.6], ['hr', 'hr', 0.5], ['sr', 'rs', 0.4], ['bs', 'ba', 0.2], ['sl', 'si', 0.5], ['mk', 'mk', 0.2],
  ['sv', 'se fi', 0.8], ['no', 'no', 0.7], ['da', 'dk', 0.8], ['fi', 'fi', 0.7], ['et', 'ee', 0.4], ['lv', 'lv', 0.4], ['lt', 'lt', 0.4], ['is', 'is', 0.3],
  ['ca', 'es', 0.4], ['gl', 'es', 0.2], ['eu', 'es', 0.2], ['af', 'za', 0.6], ['he', 'il', 0.4], ['ar', 'ae eg ma sa', 0.5], ['fa', 'ir', 0.2],
  ['ja', 'jp', 0.7], ['ko', 'kr', 0.6], ['zh-CN', 'cn', 0.6], ['zh-TW', 'tw', 0.4], ['zh-HK', 'hk', 0.3], ['th', 'th', 0.4], ['vi', 'vn', 0.6], ['id', 'id', 0.7], ['ms', 'my', 0.6],
  ['hi', 'in', 0.3], ['ta', 'in', 0.2], ['kk', 'kz', 0.2], ['cy', 'gb', 0.1],
];

/** A search term is a trade's word less surely than its name. */
const TERM_WEIGHT = 0.4;
/** Longer names are definitions, not what stands over a door. */
const MAX_WORDS = 3;

export interface TradeWord {
  category: DetailedCategory;
  text: string;
  /** Where the language is spoken; ISO 3166-1 alpha-2 in lower case. */
  countries: string[];
  weight: number;
}

type Presets = Record<string, { name?: string; terms?: string }>;

/** @throws Error when the npm package is not installed */
function readPresets(language: string): Presets {
  const file = packageFile('@openstreetmap/id-tagging-schema', `dist/translations/${language}.min.json`);
  const translation = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { presets?: { presets?: Presets } }>;
  return translation[language]?.presets?.presets ?? {};
}

/** The category of a preset's kind, or of the kind above it. */
export function categoryOfPreset(kind: string): DetailedCategory | undefined {
  for (let at = kind; at.includes('/'); at = at.slice(0, at.lastIndexOf('/'))) {
    if (UNTOLD.has(at)) return undefined;
    const category = PRESET_CATEGORIES.get(at) ?? BRAND_CATEGORIES.get(at);
    if (category) return category;
  }
  return undefined;
}

/** @param texts one text, or (since version 7 of the schema) a list of them */
const wordsOf = (texts: string | string[] = []) =>
  [texts].flat().flatMap((text) => text.toLowerCase().replace(/\s*[（(].*?[)）]/g, '').split(/\s*[/,،、;]\s*/)).map((word) => word.trim());

/** Names and search terms of trades in some fifty languages. A term that belongs to two categories of one language is left out. */
export function readTradeWords(): TradeWord[] {
  return LANGUAGES.flatMap(([language, countries, weight]) => wordsOfLanguage(readPresets(language), countries.split(' '), weight));
}

function wordsOfLanguage(presets: Presets, countries: string[], weight: number): TradeWord[] {
  const named = new Map<string, DetailedCategory>();
  const terms = new Map<string, DetailedCategory | undefined>();
  for (const [kind, { name, terms: others }] of Object.entries(presets)) {
    const category = categoryOfPreset(kind);
    if (!category) continue;
    for (const word of wordsOf(name)) if (fits(word) && !named.has(word)) named.set(word, category);
    for (const word of wordsOf(others)) {
      if (fits(word)) terms.set(word, terms.has(word) && terms.get(word) !== category ? undefined : category);
    }
  }
  const words = [...named].map(([text, category]): TradeWord => ({ category, text, countries, weight }));
  for (const [text, category] of terms) {
    if (category && !named.has(text)) words.push({ category, text, countries, weight: weight * TERM_WEIGHT });
  }
  return words;
}

const fits = (word: string) => word.length > 1 && word.split(/\s+/).length <= MAX_WORDS && !/[<>{}|]/.test(word);
