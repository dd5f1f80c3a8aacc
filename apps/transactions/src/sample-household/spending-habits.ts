import type { AccountKey } from './household.js';

/** Something the couple buys again and again. */
export interface Habit {
  name: string;
  /** Purchases a week, over the year. */
  perWeek: number;
  /** Relative likelihood of each weekday, from Sunday. */
  week: readonly number[];
  paidFrom: AccountKey;
  /** Merchants as banks write them (see bank-line.ts), each with the price range in minor units. Named twice: twice as often. */
  merchants: readonly (readonly [line: string, least: number, most: number])[];
  /** Share of purchases that come back, 0 to 1. */
  refunds?: number;
  /** Months (1–12) in which it happens three times as often. */
  high?: readonly number[];
  /** Prices end in whole notes. */
  round?: number;
}

const ANY_DAY = [1, 1, 1, 1, 1, 1, 1];
const WORKDAYS = [0.1, 1, 1, 1, 1, 1, 0.2];
const WEEKEND = [2, 0.3, 0.4, 0.5, 0.8, 2.2, 3];
const SHOP_DAYS = [1.4, 0.7, 0.7, 0.9, 1, 1.2, 2.4];

/** What a week costs. Amounts in minor units. */
export const HABITS: readonly Habit[] = [
  {
    name: 'groceries',
    perWeek: 3.2,
    week: SHOP_DAYS,
    paidFrom: 'checking',
    merchants: [
      ['TESCO STORES {store} {place}', 1800, 11800],
      ['TESCO STORES {store} {place}', 1200, 6900],
      ['LIDL IRELAND {store} {place}', 1400, 8200],
      ['LIDL IRELAND GMBH {store} {place}', 900, 5400],
      ['ALDI STORES {store} {place}', 1500, 7600],
      ['DUNNES STORES {place}', 1600, 9900],
      ['SUPERVALU {place}', 800, 5600],
      ['MARKS & SPENCER FOOD {place}', 900, 4800],
      ['FALLON & BYRNE {place}', 700, 3900],
    ],
  },
  {
    name: 'corner shop',
    perWeek: 1,
    week: ANY_DAY,
    paidFrom: 'checking',
    merchants: [
      ['SPAR {store} {place}', 180, 1500],
      ['CENTRA {place}', 220, 1400],
      ['CENTRA {store} {place}', 220, 1900],
      ['DAYBREAK {place}', 150, 1100],
    ],
  },
  {
    name: 'coffee',
    perWeek: 2.6,
    week: WORKDAYS,
    paidFrom: 'checking',
    merchants: [
      ['3FE COFFEE {place}', 360, 980],
      ['SUMUP *BRINDLE COFFEE', 350, 890],
      ['INSOMNIA COFFEE {store}', 340, 820],
      ['STARBUCKS {store} {place}', 395, 1050],
      ['BUTLERS CHOCOLATE CAFE', 380, 940],
      ['COSTA COFFEE {store}', 370, 910],
    ],
  },
  {
    name: 'lunch',
    perWeek: 1.2,
    week: WORKDAYS,
    paidFrom: 'checking',
    merchants: [
      ['CHOPPED {place}', 790, 1290],
      ['BOOJUM {place}', 850, 1350],
      ['SPROUT FOODS {place}', 890, 1390],
      ['PRET A MANGER {place}', 580, 1290],
      ['MCDONALDS {store} {place}', 640, 1690],
      ['SUBWAY {store} {place}', 620, 1180],
    ],
  },
  {
    name: 'restaurants',
    perWeek: 1.5,
    week: WEEKEND,
    paidFrom: 'credit-card',
    merchants: [
      ['NANDOS {place} IRL', 2400, 5600],
      ['PI PIZZA DUBLIN IRL', 2800, 6200],
      ['ZAYTOON RESTAURANT DUBLIN IRL', 1900, 3800],
      ['SQ *THE LEGAL EAGLE', 4200, 11800],
      ['BUNSEN BURGERS {place} IRL', 2400, 4600],
      ['MUSASHI NOODLES SUSHI DUBLIN', 3100, 7400],
      ['WAGAMAMA DUBLIN IRL', 2700, 5800],
    ],
  },
  {
    name: 'takeaway',
    perWeek: 0.8,
    week: WEEKEND,
    paidFrom: 'credit-card',
    merchants: [
      ['DELIVEROO DUBLIN', 1900, 4800],
      ['JUST EAT IRELAND', 1700, 4400],
      ['DOMINOS PIZZA {store}', 1800, 3900],
    ],
  },
  {
    name: 'pub',
    perWeek: 0.8,
    week: WEEKEND,
    paidFrom: 'checking',
    merchants: [
      ['GROGANS CASTLE LOUNGE', 1180, 4600],
      ['THE BARGE BAR {place}', 1250, 5200],
      ['TOLERS PUB {place}', 1180, 3900],
      ['ZETTLE *RASCALS BREWING', 900, 3800],
    ],
  },
  {
    name: 'fuel',
    perWeek: 0.7,
    week: SHOP_DAYS,
    paidFrom: 'checking',
    merchants: [
      ['CIRCLE K {place} {store}', 3900, 7400],
      ['APPLEGREEN {place}', 3500, 7200],
      ['MAXOL {place}', 4000, 6900],
    ],
  },
  {
    name: 'public transport',
    perWeek: 0.9,
    week: WORKDAYS,
    paidFrom: 'checking',
    merchants: [
      ['LEAP CARD TOP UP', 2000, 3000],
      ['TFI LEAP AUTO TOPUP', 2000, 2000],
      ['IRISH RAIL {place}', 640, 2890],
      ['DUBLIN BUS', 200, 480],
    ],
  },
  {
    name: 'taxi and parking',
    perWeek: 0.7,
    week: WEEKEND,
    paidFrom: 'credit-card',
    merchants: [
      ['FREENOW*RIDE{#5}', 980, 3400],
      ['UBER *TRIP HELP.UBER.COM', 1050, 3200],
      ['PARKRITE {place}', 320, 1400],
      ['EFLOW M50 TOLL', 320, 640],
      ['PARKING TAG DUBLIN', 160, 780],
    ],
  },
  {
    name: 'pharmacy',
    perWeek: 0.45,
    week: SHOP_DAYS,
    paidFrom: 'checking',
    merchants: [
      ['BOOTS {store} {place}', 550, 4400],
      ['LLOYDS PHARMACY {place}', 650, 3800],
      ['HICKEYS PHARMACY {place}', 480, 3600],
    ],
  },
  {
    name: 'doctor',
    perWeek: 0.11,
    week: WORKDAYS,
    paidFrom: 'checking',
    merchants: [
      ['GRAND CANAL MEDICAL CENTRE', 6500, 7000],
      ['SMILES DENTAL {place}', 6000, 18500],
      ['VHI SWIFTCARE CLINIC', 7500, 13900],
    ],
  },
  {
    name: 'clothes',
    perWeek: 0.45,
    week: SHOP_DAYS,
    paidFrom: 'credit-card',
    refunds: 0.12,
    high: [1, 7, 11],
    merchants: [
      ['ZARA {place} IRL', 1995, 9990],
      ['H&M {store} {place}', 999, 6990],
      ['UNIQLO DUBLIN IRL', 1490, 9990],
      ['PENNEYS {place}', 600, 4200],
      ['ARNOTTS DUBLIN 1', 2500, 14900],
      ['DECATHLON BALLYMUN', 800, 8900],
    ],
  },
  {
    name: 'online shopping',
    perWeek: 0.9,
    week: ANY_DAY,
    paidFrom: 'credit-card',
    refunds: 0.08,
    high: [11, 12],
    merchants: [
      ['AMZN Mktp IE*{#7}', 799, 8900],
      ['AMAZON.DE*{#6} LUXEMBOURG', 999, 9900],
      ['PAYPAL *EBAY {#10}', 650, 5400],
      ['PAYPAL *ETSY IRELAND', 1200, 6900],
      ['IKEA IRELAND', 1290, 15900],
    ],
  },
  {
    name: 'electronics',
    perWeek: 0.12,
    week: SHOP_DAYS,
    paidFrom: 'credit-card',
    refunds: 0.1,
    high: [11],
    merchants: [
      ['CURRYS {place} IRL', 1999, 44900],
      ['HARVEY NORMAN {place}', 2900, 59900],
      ['APPLE STORE R{#3}', 2500, 39900],
    ],
  },
  {
    name: 'home',
    perWeek: 0.35,
    week: SHOP_DAYS,
    paidFrom: 'checking',
    high: [4, 5],
    merchants: [
      ['WOODIES DIY {place}', 900, 8900],
      ['HOMESTORE & MORE {place}', 1200, 6500],
      ['B&Q {place}', 850, 9400],
      ['FLYING TIGER {place}', 300, 2400],
    ],
  },
  {
    name: 'books and games',
    perWeek: 0.4,
    week: ANY_DAY,
    paidFrom: 'credit-card',
    high: [12],
    merchants: [
      ['HODGES FIGGIS DUBLIN', 999, 3900],
      ['EASON {place}', 450, 2900],
      ['STEAMGAMES.COM {#10}', 499, 4999],
      ['GUTTER BOOKSHOP', 1050, 3200],
    ],
  },
  {
    name: 'going out',
    perWeek: 0.35,
    week: WEEKEND,
    paidFrom: 'credit-card',
    merchants: [
      ['LIGHT HOUSE CINEMA', 1150, 3400],
      ['IFI DUBLIN', 1100, 2900],
      ['TICKETMASTER IRELAND', 4500, 16800],
      ['ABBEY THEATRE', 3800, 9000],
    ],
  },
  {
    name: 'gifts',
    perWeek: 0.22,
    week: SHOP_DAYS,
    paidFrom: 'credit-card',
    high: [12],
    merchants: [
      ['INTERFLORA IRELAND', 3500, 7500],
      ['AVOCA {place}', 1500, 7900],
      ['KILKENNY DESIGN {place}', 1900, 8900],
      ['SMYTHS TOYS {place}', 1500, 6900],
    ],
  },
  {
    name: 'hair and beauty',
    perWeek: 0.22,
    week: SHOP_DAYS,
    paidFrom: 'checking',
    merchants: [
      ['PETER MARK {place}', 3500, 12900],
      ['REGENT BARBERS {place}', 2000, 3200],
      ['SEPHORA.IE', 1800, 7400],
    ],
  },
  {
    name: 'the cat',
    perWeek: 0.25,
    week: ANY_DAY,
    paidFrom: 'checking',
    merchants: [
      ['MAXI ZOO {place}', 1600, 5900],
      ['ZOOPLUS.IE {#9}', 2900, 6900],
      ['PORTOBELLO VET CLINIC', 5500, 16500],
    ],
  },
  {
    name: 'cash',
    perWeek: 0.45,
    week: SHOP_DAYS,
    paidFrom: 'checking',
    round: 1000,
    merchants: [
      ['ATM LIFFEY BANK {dm} {place}', 2000, 10000],
      ['ATM WITHDRAWAL {dm} SPAR {place}', 2000, 6000],
    ],
  },
  {
    name: 'shopping in pounds',
    perWeek: 0.18,
    week: ANY_DAY,
    paidFrom: 'travel',
    merchants: [
      ['AMAZON.CO.UK*{#7}', 699, 3900],
      ['WWW.ASOS.COM', 1500, 5900],
      ['BLACKWELLS OXFORD GB', 899, 2900],
    ],
  },
];
