import type { AccountKey } from './household.js';

/** Something that comes every month or every few. */
export interface Commitment {
  line: string;
  counterparty?: string;
  account: AccountKey;
  /** Minor units; negative is paid. */
  amountMinor: number;
  /** Day of the month. */
  day: number;
  /** Months (1–12) in which it comes; every month when absent. */
  months?: readonly number[];
  /** Share by which the amount differs from time to time, 0 to 1. */
  varies?: number;
  /** Share by which it is dearer in winter and cheaper in summer, 0 to 1. */
  winter?: number;
  /** A new price after so many times. */
  changes?: { after: number; amountMinor: number };
  /** Comes on the last working day instead of the next one, as salaries do. */
  early?: boolean;
}

const SPRING_TO_WINTER = [2, 4, 6, 8, 10, 12];

/** Money that comes and goes by contract. */
export const COMMITMENTS: readonly Commitment[] = [
  {
    line: 'SALARY NORTHSIDE SOFTWARE LTD {month}',
    counterparty: 'Northside Software Ltd',
    account: 'checking',
    amountMinor: 319_862,
    day: 27,
    early: true,
    changes: { after: 14, amountMinor: 331_440 },
  },
  {
    line: 'ST BRIGIDS HOSPITAL PAYROLL {#6}',
    counterparty: "St Brigid's Hospital",
    account: 'checking',
    amountMinor: 258_315,
    day: 25,
    early: true,
    varies: 0.04,
  },
  {
    line: 'NORTHSIDE SOFTWARE ANNUAL BONUS',
    counterparty: 'Northside Software Ltd',
    account: 'checking',
    amountMinor: 210_000,
    day: 15,
    months: [12],
    early: true,
    varies: 0.1,
  },
  {
    line: 'REVENUE COMMISSIONERS TAX REFUND',
    counterparty: 'Revenue Commissioners',
    account: 'checking',
    amountMinor: 48_620,
    day: 18,
    months: [3],
    varies: 0.3,
  },
  {
    line: 'INVOICE {#4} PELHAM & ROWE TRANSLATION',
    counterparty: 'Pelham & Rowe Publishing',
    account: 'travel',
    amountMinor: 34_000,
    day: 12,
    months: [1, 3, 5, 7, 9, 11],
    varies: 0.25,
  },

  {
    line: 'SO RENT 14 GROVE PARK',
    counterparty: 'Grove Park Lettings',
    account: 'checking',
    amountMinor: -214_000,
    day: 1,
    changes: { after: 12, amountMinor: -218_000 },
  },
  {
    line: 'DD ELECTRIC IRELAND {#9}',
    counterparty: 'Electric Ireland',
    account: 'checking',
    amountMinor: -16_800,
    day: 9,
    months: SPRING_TO_WINTER,
    varies: 0.08,
    winter: 0.25,
  },
  {
    line: 'DD BORD GAIS ENERGY {#9}',
    counterparty: 'Bord Gáis Energy',
    account: 'checking',
    amountMinor: -12_400,
    day: 16,
    months: [1, 3, 5, 7, 9, 11],
    varies: 0.1,
    winter: 0.55,
  },
  {
    line: 'DD VIRGIN MEDIA IRELAND',
    counterparty: 'Virgin Media Ireland',
    account: 'checking',
    amountMinor: -4_500,
    day: 11,
    changes: { after: 9, amountMinor: -4_900 },
  },
  { line: 'DD VODAFONE IRELAND {#8}', counterparty: 'Vodafone Ireland', account: 'checking', amountMinor: -2_500, day: 20 },
  { line: 'DD THREE IRELAND {#8}', counterparty: 'Three Ireland', account: 'checking', amountMinor: -2_000, day: 22 },
  {
    line: 'DD PANDA WASTE {#6}',
    counterparty: 'Panda Waste',
    account: 'checking',
    amountMinor: -3_150,
    day: 5,
    months: [1, 4, 7, 10],
  },
  { line: 'TV LICENCE AN POST', counterparty: 'An Post', account: 'checking', amountMinor: -16_000, day: 7, months: [9] },

  {
    line: 'DD AVIVA CAR INSURANCE {#8}',
    counterparty: 'Aviva Insurance',
    account: 'checking',
    amountMinor: -5_840,
    day: 3,
    changes: { after: 11, amountMinor: -6_220 },
  },
  {
    line: 'DD VHI HEALTHCARE {#8}',
    counterparty: 'Vhi Healthcare',
    account: 'checking',
    amountMinor: -22_610,
    day: 4,
    changes: { after: 16, amountMinor: -24_090 },
  },
  { line: 'DD ZURICH LIFE ASSURANCE', counterparty: 'Zurich Life', account: 'checking', amountMinor: -3_127, day: 6 },
  { line: 'DD ALLIANZ HOME CONTENTS', counterparty: 'Allianz', account: 'checking', amountMinor: -1_845, day: 14 },
  { line: 'MOTOR TAX ONLINE', account: 'checking', amountMinor: -20_000, day: 2, months: [5] },

  {
    line: 'NETFLIX.COM AMSTERDAM',
    account: 'credit-card',
    amountMinor: -1_499,
    day: 17,
    changes: { after: 13, amountMinor: -1_699 },
  },
  {
    line: 'SPOTIFY P{#6} STOCKHOLM',
    account: 'credit-card',
    amountMinor: -1_399,
    day: 8,
    changes: { after: 10, amountMinor: -1_499 },
  },
  { line: 'APPLE.COM/BILL CORK', account: 'credit-card', amountMinor: -299, day: 21 },
  { line: 'DISNEY PLUS', account: 'credit-card', amountMinor: -999, day: 26, changes: { after: 12, amountMinor: -1_099 } },
  { line: 'THE IRISH TIMES DIGITAL', account: 'credit-card', amountMinor: -1_200, day: 13 },
  { line: 'FLYEFIT GYM {place}', account: 'credit-card', amountMinor: -3_999, day: 2 },
  { line: 'AMAZON PRIME*{#6}', account: 'credit-card', amountMinor: -4_990, day: 19, months: [6] },
  { line: 'GUARDIAN NEWS & MEDIA LONDON GB', account: 'travel', amountMinor: -1_199, day: 10 },

  { line: 'DD CONCERN WORLDWIDE', counterparty: 'Concern Worldwide', account: 'checking', amountMinor: -2_000, day: 15 },
  {
    line: 'SO CREDIT UNION CAR LOAN',
    counterparty: 'Rathmines Credit Union',
    account: 'checking',
    amountMinor: -24_650,
    day: 28,
  },
  { line: 'FEE-QTR TO {dm}', account: 'checking', amountMinor: -1_385, day: 24, months: [2, 5, 8, 11], varies: 0.2 },
  { line: 'GOVERNMENT STAMP DUTY CREDIT CARD', account: 'credit-card', amountMinor: -3_000, day: 1, months: [4] },
];
