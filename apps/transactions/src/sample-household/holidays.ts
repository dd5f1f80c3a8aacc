import type { AccountKey } from './household.js';

/** A trip that the couple makes every year. */
export interface Holiday {
  name: string;
  /** First day, give or take a few. */
  month: number;
  day: number;
  nights: number;
  /** What daily spending there is paid from. */
  paidFrom: AccountKey;
  /** What is paid before, and how many days before. Amounts in minor units. */
  bookings: readonly { line: string; account: AccountKey; least: number; most: number; daysBefore: number }[];
  /** Lines of an ordinary day there, each with a price range in minor units. */
  daily: readonly (readonly [line: string, least: number, most: number])[];
  /** Purchases a day. */
  perDay: number;
}

export const HOLIDAYS: readonly Holiday[] = [
  {
    name: 'Easter in Edinburgh',
    month: 4,
    day: 8,
    nights: 4,
    paidFrom: 'travel',
    perDay: 3.5,
    bookings: [
      { line: 'AER LINGUS {#10}', account: 'credit-card', least: 14_800, most: 23_900, daysBefore: 62 },
      { line: 'BOOKING.COM*HOTEL {#6} EDINBURGH GB', account: 'travel', least: 38_000, most: 52_000, daysBefore: 1 },
    ],
    daily: [
      ['PRET A MANGER {#4} EDINBURGH GB', 480, 1_350],
      ['THE SHEEP HEID INN EDINBURGH GB', 2_800, 7_400],
      ['LOTHIAN BUSES EDINBURGH GB', 200, 1_000],
      ['NATIONAL TRUST SCOTLAND GB', 1_200, 3_600],
      ['SAINSBURYS S/MKT {#4} GB', 650, 2_900],
      ['WATERSTONES {#3} EDINBURGH GB', 899, 2_999],
      ['MOTHER INDIA EDINBURGH GB', 2_600, 5_900],
    ],
  },
  {
    name: 'Summer in the Algarve',
    month: 7,
    day: 11,
    nights: 11,
    paidFrom: 'credit-card',
    perDay: 3.2,
    bookings: [
      { line: 'RYANAIR {#6} DUBLIN', account: 'credit-card', least: 31_000, most: 46_500, daysBefore: 128 },
      { line: 'AIRBNB * HM{#6} LUXEMBOURG', account: 'credit-card', least: 98_000, most: 129_000, daysBefore: 47 },
      { line: 'SIXT RENT A CAR FARO PRT', account: 'credit-card', least: 29_500, most: 41_000, daysBefore: 0 },
    ],
    daily: [
      ['PINGO DOCE LAGOS PRT', 1_200, 6_800],
      ['RESTAURANTE O CAMILO LAGOS PRT', 3_800, 8_900],
      ['PASTELARIA GOMBA LAGOS PRT', 480, 1_650],
      ['GALP ALBUFEIRA PRT', 3_500, 6_500],
      ['ZOOMARINE GUIA PRT', 2_900, 5_800],
      ['A TASCA SAGRES PRT', 2_800, 6_400],
      ['FARMACIA SILVA LAGOS PRT', 550, 2_300],
    ],
  },
  {
    name: 'A concert in Manchester',
    month: 10,
    day: 17,
    nights: 2,
    paidFrom: 'travel',
    perDay: 4,
    bookings: [
      { line: 'TICKETMASTER UK {#8}', account: 'travel', least: 11_000, most: 17_500, daysBefore: 95 },
      { line: 'RYANAIR {#6} DUBLIN', account: 'credit-card', least: 7_900, most: 14_400, daysBefore: 70 },
      { line: 'PREMIER INN {#6} MANCHESTER GB', account: 'travel', least: 16_000, most: 22_500, daysBefore: 2 },
    ],
    daily: [
      ['TFGM METROLINK MANCHESTER GB', 320, 980],
      ['RUDYS PIZZA MANCHESTER GB', 2_200, 4_300],
      ['THE MARBLE ARCH MANCHESTER GB', 1_100, 3_800],
      ['GREGGS {#4} MANCHESTER GB', 290, 890],
      ['AO ARENA BAR MANCHESTER GB', 1_300, 3_900],
    ],
  },
  {
    name: 'Christmas market in Belfast',
    month: 12,
    day: 6,
    nights: 2,
    paidFrom: 'travel',
    perDay: 4.5,
    bookings: [{ line: 'EUROPA HOTEL BELFAST GB', account: 'travel', least: 19_500, most: 28_000, daysBefore: 0 }],
    daily: [
      ['BELFAST CONTINENTAL MARKET GB', 600, 2_800],
      ['CROWN LIQUOR SALOON BELFAST GB', 1_050, 3_600],
      ['MARKS & SPENCER {#4} BELFAST GB', 1_500, 7_900],
      ['MOURNE SEAFOOD BAR BELFAST GB', 3_900, 7_800],
      ['CASH {#4} ULSTER BANK BELFAST GB', 4_000, 8_000],
    ],
  },
  {
    name: 'New Year in Kerry',
    month: 12,
    day: 29,
    nights: 3,
    paidFrom: 'credit-card',
    perDay: 3,
    bookings: [{ line: 'DINGLE SKELLIG HOTEL KERRY IRL', account: 'credit-card', least: 42_000, most: 58_000, daysBefore: 0 }],
    daily: [
      ['OUT OF THE BLUE DINGLE IRL', 4_200, 8_800],
      ['MURPHYS ICE CREAM DINGLE IRL', 550, 1_400],
      ['DICK MACKS PUB DINGLE IRL', 1_200, 4_400],
      ['APPLEGREEN BIRDHILL', 1_100, 6_500],
    ],
  },
];
