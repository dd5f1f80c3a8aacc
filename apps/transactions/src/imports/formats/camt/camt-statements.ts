import { currencyOf, findCurrency } from '#money';

import { withStatement } from '../account-balances.js';
import { AccountRefs } from '../account-refs.js';
import { balanceWarning } from '../balance-check.js';
import { referenceText } from '../row-text.js';
import type { StatementAccount } from '../statement.js';
import { StatementError } from '../statement.js';
import type { StatementCollector } from '../statement-collector.js';
import { CamtBalances } from './camt-balances.js';
import type { CamtDetails } from './camt-details.js';
import { readDetails } from './camt-details.js';
import { readEntry } from './camt-entry.js';
import { accountNumberIn } from './camt-values.js';
import type { XmlElement, XmlEvent } from './xml-pieces.js';
import { find, textAt } from './xml-pieces.js';

/** A report (052), a statement (053) or a notification (054): each of one account. */
const STATEMENTS = new Set(['Rpt', 'Stmt', 'Ntfctn']);
/** Payments of one entry that are kept in memory; a larger batch stays one row. */
const MAX_PARTS = 20_000;
const KINDS: Record<string, StatementAccount['kind']> = {
  CACC: 'checking',
  TRAN: 'checking',
  SVGS: 'savings',
  ONDP: 'savings',
  LOAN: 'loan',
  MGLD: 'loan',
  CARD: 'credit-card',
};

/** Which elements are read as wholes; all others only surround them. */
export function isCamtPiece(name: string, parent: string | undefined): boolean {
  if (name === 'TxDtls') return true;
  return (name === 'Ntry' || name === 'Bal' || name === 'Acct') && parent !== undefined && STATEMENTS.has(parent);
}

/** Makes rows, failed rows and accounts of the pieces of a CAMT file, one at a time. */
export class CamtStatements {
  /** Whether the file has a report, a statement or a notification. */
  sawStatement = false;

  private account: StatementAccount | undefined;
  private number: string | undefined;
  private balances = new CamtBalances();
  private details: CamtDetails[] = [];
  private hidden = 0;
  private movedMinor = 0;
  private entryLine: number | undefined;
  private readonly accounts = new Map<string, StatementAccount>();
  private readonly refs = new AccountRefs();
  private readonly strangers = new Set<string>();

  constructor(
    private readonly accountCurrency: string,
    private readonly out: StatementCollector,
  ) {
    currencyOf(accountCurrency);
  }

  add(event: XmlEvent): void {
    if (event.kind === 'open') this.begin(event.name, event.line);
    else if (event.kind === 'close') {
      if (STATEMENTS.has(event.name)) this.endStatement();
    } else this.addPiece(event.element);
  }

  /** What the file leaves open at its end; `broken` tells where its structure breaks, if it does. */
  end(broken: { line: number; message: string } | undefined): void {
    if (!this.sawStatement) {
      const why = broken ? ` Its XML breaks on line ${broken.line}: ${broken.message}` : '';
      throw new StatementError('import.malformed', `The file has no CAMT report, statement or notification in it.${why}`);
    }
    if (!broken) return;
    if (this.entryLine !== undefined)
      this.out.addFailed({
        line: this.entryLine,
        code: 'row.cut-off',
        message: 'The file ends, or its XML breaks, in the middle of this entry.',
        excerpt: '<Ntry>',
      });
    this.endStatement(true);
    this.out.warn({
      code: 'file.cut-off',
      line: broken.line,
      message: `The file ends here before it is complete, or its XML is broken (${broken.message.replace(/\.$/, '')}); entries after this are missing.`,
    });
  }

  private begin(name: string, line: number): void {
    if (STATEMENTS.has(name)) {
      this.sawStatement = true;
      this.account = undefined;
      this.number = undefined;
      this.balances = new CamtBalances();
      this.movedMinor = 0;
    } else if (name === 'Ntry') {
      this.entryLine = line;
      this.details = [];
      this.hidden = 0;
    }
  }

  private addPiece(element: XmlElement): void {
    if (element.name === 'TxDtls') {
      if (this.details.length < MAX_PARTS) this.details.push(readDetails(element));
      else this.hidden++;
    } else if (element.name === 'Ntry') this.addEntry(element);
    else if (element.name === 'Bal') this.addBalance(element);
    else this.setAccount(element);
  }

  private addEntry(element: XmlElement): void {
    const { out, details, hidden } = this;
    const read = readEntry(element, details, hidden, { account: this.number, warn: out.warn });
    this.entryLine = undefined;
    this.details = [];
    if (!Array.isArray(read)) return out.addFailed(read);
    for (const row of read) {
      this.learnCurrency(row.currency as string);
      this.meet(row.currency as string);
      if (this.account) row.accountRef = this.account.ref;
      if (row.status === 'booked') this.movedMinor += row.amountMinor;
      out.addRow(row);
    }
  }

  private setAccount(element: XmlElement): void {
    const number = accountNumberIn(element);
    if (number === undefined) {
      this.out.warn({
        code: 'file.unnamed-account',
        line: element.line,
        message: 'An account has no number.',
      });
      return;
    }
    const stated = textAt(element, 'Ccy')?.toUpperCase();
    const currency = stated !== undefined && findCurrency(stated) ? stated : undefined;
    this.number = number;
    this.account = { ref: this.refs.of(`${number}\n${currency ?? ''}`, number, currency) };
    const kind = KINDS[textAt(find(element, 'Tp'), 'Cd') ?? ''];
    const name = textAt(element, 'Nm');
    if (kind) this.account.kind = kind;
    if (name !== undefined) this.account.name = referenceText(name);
    if (currency !== undefined) this.setCurrency(currency);
    this.out.addAccount(this.known());
  }

  private addBalance(element: XmlElement): void {
    this.balances.add(element, this.out.warn);
    const { currency } = this.balances;
    if (currency !== undefined) this.learnCurrency(currency);
  }

  /** Many accounts state no currency of their own; then it is that of their first balance or entry. */
  private learnCurrency(code: string): void {
    if (!this.account || this.account.currency !== undefined || !findCurrency(code)) return;
    this.setCurrency(code);
    this.out.addAccount(this.known());
  }

  /** The balances stand before the entries, but count only when the statement is whole: a page may close with another one. */
  private endStatement(broken = false): void {
    if (!this.account) return;
    const { currency, ref } = this.account;
    const balances = this.balances.of(currency, this.out.warn);
    Object.assign(this.account, balances);
    const { openingBalanceMinor: openingMinor, balanceMinor: closingMinor } = balances;
    const warning = balanceWarning({ openingMinor, closingMinor, movedMinor: this.movedMinor, currency, account: ref });
    if (warning && !broken) this.out.warn(warning);
    const known = this.known();
    this.accounts.set(known.ref, known);
    this.out.addAccount(known);
    this.account = undefined;
  }

  private known(): StatementAccount {
    const account = this.account as StatementAccount;
    return withStatement(this.accounts.get(account.ref), { ...account });
  }

  private setCurrency(code: string): void {
    if (this.account) this.account.currency = code;
    this.meet(code);
  }

  /** Tells once of each currency that is not that of the account one imports into. */
  private meet(code: string): void {
    if (code === this.accountCurrency || this.strangers.has(code)) return;
    this.strangers.add(code);
    this.out.warn({ code: 'file.other-currency', message: `The file has amounts in ${code}.` });
  }
}
