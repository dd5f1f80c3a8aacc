/** A bank's CSV file such as a busy account would have, and the same rows as another program's import takes them. */
export interface GeneratedStatement {
  csv: Buffer;
  rows: GeneratedRow[];
  /** How many descriptions differ from all others. */
  distinct: number;
}

export interface GeneratedRow {
  /** `YYYY-MM-DD` */
  date: string;
  /** Signed, in cents. */
  amountMinor: number;
  description: string;
}

const SHOPS =
  `TESCO STORES;WOOLWORTHS;LIDL;ALDI SUED;REWE MARKT;CARREFOUR CITY;SAINSBURYS;MERCADONA;ALBERT HEIJN;COOP PRONTO;SHELL SERVICE;
BP CONNECT;ESSO TANKSTELLE;TOTAL ACCESS;CIRCLE K;STARBUCKS;COSTA COFFEE;PRET A MANGER;MCDONALDS;BURGER KING;SUBWAY;NANDOS;DOMINOS PIZZA;
BOOTS;DM DROGERIE;ROSSMANN;SUPERDRUG;IKEA;HORNBACH;LEROY MERLIN;DECATHLON;ZARA;H&M;PRIMARK;UNIQLO;MEDIA MARKT;FNAC;CURRYS;WATERSTONES;
THALIA;HOLIDAY INN;IBIS HOTEL;PREMIER INN;HERTZ;SIXT;TFL TRAVEL;DB VERTRIEB;SNCF;RENFE;NS GROEP;ODEON CINEMA;PURE GYM;DR MEYER PRAXIS;
BAKKERIJ VAN DAM;BOULANGERIE PAUL;TRATTORIA ROMA;SUSHI DAILY;GREGGS;KIOSK AM MARKT;PARKING INDIGO;APCOA PARKING;VETERINARY CLINIC`
    .split(';')
    .map((shop) => shop.trim());
const ONLINE = [
  'AMZN MKTP',
  'PAYPAL *STEAM GAMES',
  'NETFLIX.COM',
  'SPOTIFY',
  'APPLE.COM/BILL',
  'UBER TRIP',
  'DELIVEROO',
  'BOOKING.COM',
  'EBAY O*',
  'GOOGLE *YOUTUBE',
];
const PLACES = [
  'LONDON',
  'BERLIN',
  'MUENCHEN',
  'PARIS',
  'LYON',
  'MADRID',
  'SEVILLA',
  'AMSTERDAM',
  'UTRECHT',
  'DUBLIN',
  'CORK',
  'WIEN',
  'ROMA',
  'MILANO',
  'LISBOA',
  'BRUSSELS',
];
const BILLS = [
  'DIRECT DEBIT STADTWERKE',
  'SEPA LASTSCHRIFT VODAFONE',
  'STANDING ORDER RENT',
  'DIRECT DEBIT ALLIANZ INSURANCE',
  'PRLV EDF',
  'DIRECT DEBIT COUNCIL TAX',
];
const PEOPLE = ['A MURPHY', 'J SMITH', 'K SCHMIDT', 'L MARTIN', 'M GARCIA', 'S JANSEN', 'T NOWAK', 'P ROSSI'];

/**
 * @param count of rows, spread evenly over five years up to the end of 2025, oldest first
 * @param seed the same seed gives the same file
 */
export function generateStatement(count: number, seed = 1): GeneratedStatement {
  const random = mulberry32(seed);
  const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => items[whole(0, items.length - 1)]!;
  const digits = (length: number): string => Array.from({ length }, () => whole(0, 9)).join('');
  const first = Date.UTC(2021, 0, 1);
  const days = 5 * 365;
  const rows: GeneratedRow[] = [];
  for (let i = 0; i < count; i++) {
    const date = new Date(first + Math.floor((i / count) * days) * 86_400_000).toISOString().slice(0, 10);
    const kind = random();
    const spent = -Math.round(150 + 12_000 * random() ** 3);
    if (kind < 0.68) {
      const prefix = pick(['', '', '', 'POS PURCHASE ', 'CARD PAYMENT ', 'VISA DEBIT ', 'CONTACTLESS ']);
      rows.push({
        date,
        amountMinor: spent,
        description: `${prefix}${pick(SHOPS)} ${digits(4)} ${pick(PLACES)}${random() < 0.4 ? ` ${date.slice(8)}/${date.slice(5, 7)} CARD ${digits(4)}` : ''}`,
      });
    } else if (kind < 0.86) rows.push({ date, amountMinor: spent, description: `${pick(ONLINE)} ${digits(9)}` });
    else if (kind < 0.93)
      rows.push({ date, amountMinor: -whole(20_00, 900_00), description: `${pick(BILLS)} MANDATE ${digits(8)}` });
    else if (kind < 0.96)
      rows.push({ date, amountMinor: -whole(1, 10) * 20_00, description: `ATM WITHDRAWAL ${pick(PLACES)} ${digits(6)}` });
    else if (kind < 0.99)
      rows.push({ date, amountMinor: whole(5_00, 300_00), description: `FASTER PAYMENT FROM ${pick(PEOPLE)} REF ${digits(6)}` });
    else rows.push({ date, amountMinor: whole(1_800_00, 4_200_00), description: `SALARY ACME LTD ${digits(6)}` });
  }
  return { csv: toCsv(rows), rows, distinct: new Set(rows.map(({ description }) => description)).size };
}

/** The rows as the file of a bank. */
export function toCsv(rows: readonly GeneratedRow[]): Buffer {
  const lines = rows.map(({ date, amountMinor, description }) => `${date},"${description}",${(amountMinor / 100).toFixed(2)}`);
  return Buffer.from(`Date,Description,Amount\n${lines.join('\n')}\n`);
}

/** Tommy Ettinger's generator (public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
