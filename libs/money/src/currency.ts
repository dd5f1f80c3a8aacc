import { ACTIVE, WITHDRAWN } from './iso-4217.js';

/** A currency of ISO 4217. */
export interface Currency {
  /** Three capital letters, e.g. `EUR`. */
  code: string;
  /** Digits of the minor unit: 2 for EUR (1 euro = 100 cents), 0 for JPY, 3 for KWD. */
  exponent: number;
  name: string;
  /** False for a currency that was replaced; old statements may still be in it. */
  active: boolean;
}

const byCode = new Map<string, Currency>();
for (const [code, exponent, name] of ACTIVE) byCode.set(code, { code, exponent, name, active: true });
for (const [code, exponent, name] of WITHDRAWN) byCode.set(code, { code, exponent, name, active: false });

/** Every active currency, by code; for a list to choose from. */
export const currencies: readonly Currency[] = [...byCode.values()].filter((currency) => currency.active);

/** The currency of that code (capital letters), also a withdrawn one, or undefined. */
export function findCurrency(code: string): Currency | undefined {
  return byCode.get(code);
}

/** Whether ISO 4217 has, or had, that code (capital letters). */
export function isCurrencyCode(code: string): boolean {
  return byCode.has(code);
}

/** The currency of that code. Throws {@link UnknownCurrencyError}. */
export function currencyOf(code: string): Currency {
  const currency = byCode.get(code);
  if (!currency) throw new UnknownCurrencyError(code);
  return currency;
}

export class UnknownCurrencyError extends Error {
  override readonly name = 'UnknownCurrencyError';

  constructor(readonly currencyCode: string) {
    super(`"${currencyCode.slice(0, 20)}" is not an ISO 4217 currency code`);
  }
}
