import { isCurrencyCode } from '#money';

/** Currencies by the signs and short names that stand beside amounts; several where people share one. */
const SIGNS: ReadonlyArray<readonly [sign: string, codes: string]> = [
  ['$', 'USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP BRL BBD BSD BZD BMD BND DOP FJD GYD JMD KYD LRD NAD SBD SRD TTD UYU XCD'],
  ['us$', 'USD'],
  ['r$', 'BRL'],
  ['€', 'EUR'],
  ['£', 'GBP EGP FKP GIP LBP SHP SYP'],
  ['¥', 'JPY CNY'],
  ['￥', 'JPY CNY'],
  ['円', 'JPY'],
  ['元', 'CNY TWD HKD'],
  ['₹', 'INR'],
  ['rs', 'INR PKR LKR NPR MUR SCR'],
  ['₽', 'RUB'],
  ['руб', 'RUB BYN'],
  ['₩', 'KRW'],
  ['₺', 'TRY'],
  ['tl', 'TRY'],
  ['₴', 'UAH'],
  ['₪', 'ILS'],
  ['₫', 'VND'],
  ['฿', 'THB'],
  ['₱', 'PHP'],
  ['₦', 'NGN'],
  ['zł', 'PLN'],
  ['kč', 'CZK'],
  ['ft', 'HUF'],
  ['лв', 'BGN'],
  ['kr', 'SEK NOK DKK ISK'],
  ['fr', 'CHF XAF XOF XPF'],
];
const BY_SIGN = new Map(SIGNS.map(([sign, codes]) => [sign, codes.split(' ')]));

/**
 * The currencies that the sign, short name or code beside an amount may mean (`$5`, `5 zł`, `EUR 5`); undefined where there is
 * none, or one that is not known: `DR` and `CR` are none.
 */
export function currenciesBeside(amount: string): readonly string[] | undefined {
  const sign = /[\p{L}\p{Sc}]+/u.exec(amount)?.[0];
  if (sign === undefined) return undefined;
  const after = amount.includes(`${sign}$`) ? `${sign}$` : sign;
  if (isCurrencyCode(after.toUpperCase())) return [after.toUpperCase()];
  return BY_SIGN.get(after.toLowerCase());
}
