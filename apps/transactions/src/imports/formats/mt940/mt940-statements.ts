import { currencyOf, findCurrency } from '#money';

import { withStatement } from '../account-balances.js';
import { AccountRefs } from '../account-refs.js';
import { balanceWarning } from '../balance-check.js';
import { excerptOf } from '../row-text.js';
import type { StatementAccount } from '../statement.js';
import { StatementError } from '../statement.js';
import type { StatementCollector } from '../statement-collector.js';
import type { Mt940Balance } from './mt940-balance.js';
import { readBalance, readFloor, readSum } from './mt940-balance.js';
import { readDetails, readNonSwift } from './mt940-details.js';
import type { Mt940Field } from './mt940-fields.js';
import { Mt940ValueError, readMovement } from './mt940-movement.js';
import { makeRow } from './mt940-row.js';

/** An account number with the currency behind it, as `1291.99.348EUR` or `…/HUF`. */
const WITH_CURRENCY = /^(.*[\d/ ])([A-Z]{3})$/;

/** Fields of details that are kept of one movement; Dutch banks write a line each, and few. */
const MAX_DETAILS = 100;

/** Number and sum of movements, both without signs. */
interface Tally {
  count: number;
  sumMinor: number;
}

/** Makes rows, failed rows and accounts of the fields of an MT940 or MT942 file, one at a time. */
export class Mt940Statements {
  private sawField = false;
  private sawMovement = false;
  private movement: Mt940Field | undefined;
  private details: string[][] = [];
  private nonSwift: string[][] = [];
  /** What `:86:` and `:NS:` belong to: only those behind a movement tell of it. */
  private isAfterMovement = false;

  private account: StatementAccount | undefined;
  private number = '';
  private currency: string | undefined;
  private opening: Mt940Balance | undefined;
  private closing: Mt940Balance | undefined;
  private isStatement = false;
  private tallies: { D: Tally; C: Tally } = emptyTallies();
  private movedMinor = 0;
  private readonly accounts = new Map<string, StatementAccount>();
  private readonly refs = new AccountRefs();
  private readonly strangers = new Set<string>();

  constructor(
    private readonly accountCurrency: string,
    private readonly out: StatementCollector,
  ) {
    currencyOf(accountCurrency);
  }

  add(field: Mt940Field): void {
    this.sawField = true;
    const { tag, lines } = field;
    if (tag === '86' || tag === 'NS') {
      if (this.isAfterMovement && this.details.length + this.nonSwift.length < MAX_DETAILS)
        (tag === '86' ? this.details : this.nonSwift).push(lines);
      if (field.atEnd && this.movement) this.movement = { ...this.movement, atEnd: true };
      return;
    }
    this.endMovement();
    if (tag === '61') this.beginMovement(field);
    else if (tag === '20') this.beginStatement();
    else if (tag.startsWith('25')) this.setAccount(lines[0] ?? '');
    else if (tag.startsWith('60')) this.setBalance(field, 'opening');
    else if (tag.startsWith('62')) this.setBalance(field, 'closing');
    else if (tag === '34F') this.setFloor(field);
    else if (tag.startsWith('90')) this.checkSum(field, tag === '90D' ? 'D' : 'C');
  }

  /** What the file leaves open at its end. */
  end(): void {
    if (!this.sawField)
      throw new StatementError(
        'import.not-a-statement',
        'The file has no field of an MT940 or MT942 statement in it (such as :61:).',
      );
    this.endMovement();
    if (this.isStatement && !this.closing && this.sawMovement)
      this.out.warn({
        code: 'file.cut-off',
        message: 'The file ends without a closing balance; movements may be missing at its end.',
      });
    this.endStatement();
  }

  private beginStatement(): void {
    this.endStatement();
    this.account = undefined;
    this.currency = undefined;
  }

  private endStatement(): void {
    const warning = balanceWarning({
      openingMinor: this.opening?.amountMinor,
      closingMinor: this.closing?.amountMinor,
      movedMinor: this.movedMinor,
      currency: this.currency,
      account: this.account?.ref,
    });
    if (warning) this.out.warn(warning);
    this.opening = undefined;
    this.closing = undefined;
    this.isStatement = false;
    this.tallies = emptyTallies();
    this.movedMinor = 0;
  }

  private beginMovement(field: Mt940Field): void {
    this.movement = field;
    this.isAfterMovement = true;
    this.sawMovement = true;
  }

  private endMovement(): void {
    const { movement: field, details, nonSwift } = this;
    this.isAfterMovement = false;
    this.movement = undefined;
    this.details = [];
    this.nonSwift = [];
    if (!field) return;
    const { line, lines } = field;
    const excerpt = excerptOf(`:61:${lines.join(' ')}`);
    if (field.atEnd && !this.closing) {
      this.out.addFailed({ line, code: 'row.cut-off', message: 'The file ends in the middle of this movement.', excerpt });
      return;
    }
    try {
      const { out, account, currency } = this;
      const movement = readMovement(lines, this.exponentOf(currency));
      if (movement.movedFrom !== undefined)
        out.warn({
          code: 'row.date-moved',
          line,
          message: `"${movement.movedFrom}" is no day of the calendar; the last day of that month is taken (banks reckon interest with months of 30 days).`,
        });
      const words = nonSwift.length > 0 && details.length === 0 ? readNonSwift(nonSwift.flat()) : readDetails(details);
      const row = makeRow(movement, words, { line, currency, account: account?.ref, warn: out.warn });
      if (account) row.accountRef = account.ref;
      if (row.status === 'booked') this.count(row.amountMinor);
      out.addRow(row);
    } catch (error) {
      if (!(error instanceof Mt940ValueError)) throw error;
      this.out.addFailed({ line, code: error.code, message: error.message, excerpt });
    }
  }

  private count(amountMinor: number): void {
    this.movedMinor += amountMinor;
    const tally = this.tallies[amountMinor < 0 ? 'D' : 'C'];
    tally.count++;
    tally.sumMinor += Math.abs(amountMinor);
  }

  private setAccount(line: string): void {
    const text = line.trim().replace(/\s+/g, ' ');
    if (text === '') return;
    const match = WITH_CURRENCY.exec(text);
    const code = match && findCurrency(match[2] as string) ? match[2] : undefined;
    const number = code === undefined ? text : (match as RegExpExecArray)[1]?.replace(/[/ ]+$/, '') || text;
    this.number = number;
    this.account = { ref: this.refs.of(`${number}\n${code ?? ''}`, number, code) };
    if (code !== undefined) this.setCurrency(code);
    else this.out.addAccount(this.known());
  }

  private setBalance(field: Mt940Field, which: 'opening' | 'closing'): void {
    const { line, lines } = field;
    this.isStatement = true;
    try {
      const balance = readBalance(lines[0] ?? '', (currency) => this.exponentOf(currency ?? this.currency));
      if (field.atEnd && !isWhole(lines[0] ?? '', this.exponentOf(balance.currency ?? this.currency)))
        throw new Mt940ValueError('row.bad-amount', 'The file ends in the middle of it.');
      if (balance.currency !== undefined) this.setCurrency(balance.currency);
      this.keepBalance(which, balance);
    } catch (error) {
      if (!(error instanceof Mt940ValueError)) throw error;
      const message = `The ${which} balance cannot be read. ${error.message}`;
      this.out.warn({ code: 'file.unreadable-balance', line, message });
    }
  }

  private keepBalance(which: 'opening' | 'closing', balance: Mt940Balance): void {
    if (which === 'opening') this.opening = balance;
    else this.closing = balance;
    if (!this.account) return;
    const { amountMinor, on } = balance;
    Object.assign(
      this.account,
      which === 'opening'
        ? { openingBalanceMinor: amountMinor, openingBalanceOn: on }
        : { balanceMinor: amountMinor, balanceOn: on },
    );
    const known = this.known();
    this.accounts.set(known.ref, known);
    this.out.addAccount(known);
  }

  /** An interim report has no balances; its floor limit names the currency. */
  private setFloor(field: Mt940Field): void {
    const floor = readFloor(field.lines[0] ?? '');
    if (!floor) return;
    if (this.currency === undefined) this.setCurrency(floor.currency);
    if (!floor.isZero)
      this.out.warn({
        code: 'file.floor-limit',
        line: field.line,
        message: `The report leaves out movements below ${floor.text}, as the bank was asked to.`,
      });
  }

  /** The bank's count of an interim report's movements against those read. */
  private checkSum(field: Mt940Field, side: 'D' | 'C'): void {
    const { line, lines } = field;
    const found = this.tallies[side];
    try {
      const stated = readSum(lines[0] ?? '', (currency) => this.exponentOf(currency ?? this.currency));
      if (stated.count !== found.count || stated.sumMinor !== found.sumMinor)
        this.out.warn({
          code: 'file.unbalanced',
          line,
          message: `The bank counts ${stated.count} ${side === 'D' ? 'debits' : 'credits'}, the file has ${found.count}, or they come to another sum; some may be missing from the file.`,
        });
    } catch (error) {
      if (!(error instanceof Mt940ValueError)) throw error;
      this.out.warn({
        code: 'file.unreadable-balance',
        line,
        message: `The bank's sum cannot be read. ${error.message}`,
      });
    }
  }

  private setCurrency(code: string): void {
    this.currency = code;
    if (this.account) {
      const { number } = this;
      const earlier = this.accounts.get(this.account.ref)?.currency;
      // One number, several currencies: each is an account of its own.
      if (earlier !== undefined && earlier !== code) this.account = { ref: this.refs.of(`${number}\n${code}`, number, code) };
      this.account.currency = code;
      this.out.addAccount(this.known());
    }
    if (code === this.accountCurrency || this.strangers.has(code)) return;
    this.strangers.add(code);
    this.out.warn({ code: 'file.other-currency', message: `The file has amounts in ${code}.` });
  }

  private known(): StatementAccount {
    const account = this.account as StatementAccount;
    return withStatement(this.accounts.get(account.ref), { ...account });
  }

  private exponentOf(currency: string | undefined): number {
    return currencyOf(currency ?? this.accountCurrency).exponent;
  }
}

/** Whether a balance at the very end of a file has all of its decimals: then only the line end is missing. */
function isWhole(line: string, exponent: number): boolean {
  return exponent === 0 || new RegExp(`,\\d{${exponent}}\\s*$`).test(line);
}

function emptyTallies(): { D: Tally; C: Tally } {
  return { D: { count: 0, sumMinor: 0 }, C: { count: 0, sumMinor: 0 } };
}
