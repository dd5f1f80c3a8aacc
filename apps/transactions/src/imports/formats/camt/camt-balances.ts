import type { StatementAccount, StatementWarning } from '../statement.js';
import type { CamtAmount } from './camt-values.js';
import { amountIn, CamtValueError, dateTextIn, dayOf, directionIn, minorOf } from './camt-values.js';
import type { XmlElement } from './xml-pieces.js';
import { find, textAt } from './xml-pieces.js';

/** A balance as a statement lists it. */
interface CamtBalance {
  /** ISO 20022 code: OPBD, PRCD, CLBD, ITBD (booked); OPAV, CLAV, ITAV, FWAV (available); INFO, XPCD. */
  code: string;
  amount: CamtAmount;
  amountMinor: number;
  on?: string;
}

/**
 * The booked balances of one statement: what was on the account before its entries and after them. Available balances count
 * money that is not there yet, or credit that may be used, so they are none of the account's.
 */
export class CamtBalances {
  private readonly balances: CamtBalance[] = [];

  /** Adds a `Bal`; one that cannot be read is told through `warn`. */
  add(element: XmlElement, warn: (warning: StatementWarning) => void): void {
    const code = textAt(element, 'Tp', 'CdOrPrtry', 'Cd') ?? textAt(element, 'Tp', 'Cd') ?? '';
    try {
      const amount = amountIn(find(element, 'Amt'));
      if (!amount) throw new CamtValueError('row.missing-amount', 'It has no amount with a currency.');
      const amountMinor = (directionIn(element) ?? 1) * minorOf(amount) || 0;
      const dateText = dateTextIn(find(element, 'Dt'));
      this.balances.push({ code, amount, amountMinor, on: dateText === undefined ? undefined : dayOf(dateText)?.date });
    } catch (error) {
      if (!(error instanceof CamtValueError)) throw error;
      const { line } = element;
      warn({ code: 'file.unreadable-balance', line, message: `A balance cannot be read. ${error.message}` });
    }
  }

  /** The currency of the first balance, for an account that does not state its own. */
  get currency(): string | undefined {
    return this.balances[0]?.amount.currency;
  }

  /** The balances as properties of an account in `currency`; those in another currency are told through `warn`. */
  of(currency: string | undefined, warn: (warning: StatementWarning) => void): Partial<StatementAccount> {
    const interim = this.balances.filter(({ code }) => code === 'ITBD');
    // Of a statement in pages, the inner ones begin and end with an interim balance.
    const opening = this.last('OPBD') ?? this.last('PRCD') ?? (interim.length > 1 ? interim[0] : undefined);
    const closing = this.last('CLBD') ?? interim.filter((balance) => balance !== opening).at(-1);
    const own = (balance: CamtBalance | undefined, which: string): CamtBalance | undefined => {
      if (!balance || currency === undefined || balance.amount.currency === currency) return balance;
      warn({
        code: 'file.unreadable-balance',
        message: `The ${which} balance is in ${balance.amount.currency.slice(0, 10)}, the account in ${currency}; it was left out.`,
      });
      return undefined;
    };
    const before = own(opening, 'opening');
    const after = own(closing, 'closing');
    return {
      ...(before && { openingBalanceMinor: before.amountMinor, ...(before.on && { openingBalanceOn: before.on }) }),
      ...(after && { balanceMinor: after.amountMinor, ...(after.on && { balanceOn: after.on }) }),
    };
  }

  private last(code: string): CamtBalance | undefined {
    return this.balances.findLast((balance) => balance.code === code);
  }
}
