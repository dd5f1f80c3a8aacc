/** ISO 4217 minor units where they are not two; browsers differ from the standard for some, so they are not asked. */
const DIGITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map(
      (code) => [code, 0],
    ),
  ),
  ...Object.fromEntries(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

/** Decimals of a currency's amounts: 2 for EUR, 0 for JPY, 3 for TND. */
export function minorDigits(currency: string): number {
  return DIGITS[currency] ?? 2;
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: string, sign: 'auto' | 'exceptZero'): Intl.NumberFormat {
  const key = `${currency} ${sign}`;
  let found = formatters.get(key);
  if (!found) {
    const digits = minorDigits(currency);
    found = new Intl.NumberFormat(undefined, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: sign,
    });
    formatters.set(key, found);
  }
  return found;
}

/**
 * An amount in minor units as people of this browser's language write it, with a real minus sign.
 * @param plus also mark what is above zero
 */
export function formatMoney(minor: number, currency: string, { plus = false } = {}): string {
  // A decimal text, not a division: 2^53 minor units keep all their figures.
  const decimal = toDecimal(minor, currency) as `${number}`;
  return formatter(currency, plus ? 'exceptZero' : 'auto')
    .format(decimal)
    .replace('-', '−');
}

/** `-1234` EUR → `"-12.34"`. */
export function toDecimal(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  if (digits === 0) return String(minor);
  const figures = String(Math.abs(minor)).padStart(digits + 1, '0');
  return `${minor < 0 ? '-' : ''}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

/** A number field's value, `"-12.34"` or `-12.34`, as minor units; undefined where it is no amount or too large to be exact. */
export function toMinor(value: string | number | null | undefined, currency: string): number | undefined {
  if (value === '' || value == null) return undefined;
  const match = /^([-−]?)(\d*)(?:\.(\d*))?$/.exec(String(value).trim());
  if (!match || (!match[2] && !match[3])) return undefined;
  const digits = minorDigits(currency);
  const decimals = match[3] ?? '';
  if (decimals.slice(digits).replace(/0+$/, '') !== '') return undefined;
  const minor = Number(`${match[2] ?? ''}${decimals.slice(0, digits).padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(minor)) return undefined;
  return match[1] && minor !== 0 ? -minor : minor;
}

const names = new Intl.DisplayNames(undefined, { type: 'currency' });

/** `EUR` → `EUR · Euro`. */
export function currencyLabel(code: string): string {
  const name = names.of(code);
  return name && name !== code ? `${code} · ${name}` : code;
}

/** Currencies of the world for a choice, the common ones first. */
export function currencyChoices(): { value: string; label: string }[] {
  const common = ['EUR', 'USD', 'GBP', 'CHF', 'ZAR', 'INR', 'JPY', 'CAD', 'AUD'];
  const rest = Intl.supportedValuesOf('currency').filter((code) => !common.includes(code) && CURRENT.test(names.of(code) ?? ''));
  return [...common, ...rest].map((value) => ({ value, label: currencyLabel(value) }));
}

/** Names of currencies that are no longer used carry their years, as in "German Mark (1948–2002)". */
const CURRENT = /^(?!.*\(\d{4}).+/;

/** The likely currency of a person with this browser. */
export function homeCurrency(language = navigator.language): string {
  const region = new Intl.Locale(language).maximize().region ?? '';
  const byRegion: Record<string, string> = {
    US: 'USD',
    GB: 'GBP',
    CH: 'CHF',
    ZA: 'ZAR',
    IN: 'INR',
    JP: 'JPY',
    CA: 'CAD',
    AU: 'AUD',
    NZ: 'NZD',
    SE: 'SEK',
    NO: 'NOK',
    DK: 'DKK',
    PL: 'PLN',
    CZ: 'CZK',
    HU: 'HUF',
    RO: 'RON',
    BR: 'BRL',
    MX: 'MXN',
    SG: 'SGD',
    CN: 'CNY',
    KR: 'KRW',
    TR: 'TRY',
    IL: 'ILS',
    AE: 'AED',
  };
  return byRegion[region] ?? 'EUR';
}
