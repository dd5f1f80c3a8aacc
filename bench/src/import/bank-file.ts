/** One row of the benchmark's bank file. */
export interface BankRow {
  /** `YYYY-MM-DD` */
  date: string;
  amountMinor: number;
  description: string;
}

const KNOWN =
  `TESCO STORES|LIDL|ALDI|SAINSBURYS S/MKT|CARREFOUR CITY|REWE MARKT|SHELL|BP CONNECT|CIRCLE K|ESSO|MCDONALDS|STARBUCKS|SUBWAY|
  NANDOS|PIZZA EXPRESS|BOOTS|SUPERDRUG|IKEA|B&Q|ZARA|H&M|PRIMARK|DECATHLON|MEDIA MARKT|CURRYS|AMZN MKTP|PAYPAL *EBAY|NETFLIX.COM|SPOTIFY|
  APPLE.COM/BILL|UBER *TRIP|DELIVEROO|RYANAIR|BOOKING.COM|AIRBNB|SNCF INTERNET|DEUTSCHE BAHN|TFL TRAVEL CH|VODAFONE|O2 UK|BRITISH GAS|
  THAMES WATER|AVIVA INSURANCE|ALLIANZ|PURE GYM|ODEON CINEMA|WATERSTONES|STEAM GAMES|ATM WITHDRAWAL|MONTHLY ACCOUNT FEE`
    .split('|')
    .map((name) => name.trim());
const SURNAMES =
  'HARRIS,OKAFOR,LINDQVIST,MORETTI,KOWALSKI,DUBOIS,NAKAMURA,FERREIRA,OBRIEN,SCHNEIDER,PATEL,NOVAK,JENSEN,MURRAY,ROSSI,WEBER'.split(
    ',',
  );
const TRADES =
  'BAKERY,CAFE,DENTAL,GARAGE,FLORIST,BOOKS,PHARMACY,HARDWARE,BUTCHERS,VETS,OPTICIANS,CYCLES,RESTAURANT,NURSERY,PLUMBING,CLEANERS'.split(
    ',',
  );
const TOWNS =
  'LONDON,LEEDS,DUBLIN,PARIS,LYON,BERLIN,KOELN,MADRID,PORTO,MILANO,GHENT,UTRECHT,OSLO,KRAKOW,WIEN,CORK,YORK,BATH,NANTES,BREMEN'.split(
    ',',
  );
const PREFIXES = ['', '', '', 'CARD PURCHASE ', 'POS ', 'CONTACTLESS ', 'VISA ', 'DD ', 'KARTENZAHLUNG ', 'CB '];
const MONTHS = 'JAN,FEB,MAR,APR,MAY,JUN,JUL,AUG,SEP,OCT,NOV,DEC'.split(',');

/** Share of rows that equal the row before in everything: two coffees at one till. */
const TWINS = 0.005;
const DAYS = 8 * 365;
const LAST_DAY_MS = Date.UTC(2026, 9, 31);

/**
 * A bank's export of eight years: shops, firms, references, store numbers and dates in most descriptions, so that few are
 * equal; salaries; twins. Always the same for the same number of rows.
 */
export function bankRows(count: number): BankRow[] {
  const random = mulberry32(20_261_122);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = (values: readonly string[]): string => values[below(values.length)]!;
  const digits = (length: number): string => String(below(10 ** length)).padStart(length, '0');
  const rows: BankRow[] = [];
  for (let i = 0; i < count; i++) {
    const last = rows.at(-1);
    if (last && random() < TWINS) {
      rows.push({ ...last });
      continue;
    }
    const date = new Date(LAST_DAY_MS - Math.floor(((count - 1 - i) * DAYS) / count) * 86_400_000).toISOString().slice(0, 10);
    if (random() < 0.01) {
      rows.push({
        date,
        amountMinor: 180_000 + below(250_000),
        description: `SALARY ${pick(SURNAMES)} & CO LTD REF ${digits(6)}`,
      });
      continue;
    }
    const merchant = random() < 0.6 ? pick(KNOWN) : `${pick(SURNAMES)} ${pick(TRADES)}`;
    const tail = [
      `${digits(4)} ${pick(TOWNS)}`,
      `${pick(TOWNS)} ${date.slice(8)}${MONTHS[Number(date.slice(5, 7)) - 1]!} ${digits(4)}`,
      `*${digits(7)} ${pick(TOWNS)}`,
      `REF ${digits(9)}`,
    ][below(4)]!;
    const amountMinor = -(100 + Math.floor(Math.min(random(), random()) * 15_000));
    rows.push({ date, amountMinor, description: `${pick(PREFIXES)}${merchant} ${tail}` });
  }
  return rows;
}

/** The rows as a CSV file with a header. */
export function bankFile(rows: readonly BankRow[]): string {
  const lines = rows.map(({ date, amountMinor, description }) => `${date},"${description}",${(amountMinor / 100).toFixed(2)}`);
  return `Date,Description,Amount\n${lines.join('\n')}\n`;
}

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
