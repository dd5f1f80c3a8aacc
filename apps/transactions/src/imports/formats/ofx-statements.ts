import { AmountError, currencyOf, findCurrency } from '#money';

import { ofxAmount, ofxDate } from './ofx-fields.js';
import type { OfxTag } from './ofx-tokenizer.js';
import { OfxRows } from './ofx-rows.js';
import type { FailedRow, StatementAccount, StatementBatch, StatementRow, StatementWarning } from './statement.js';
import { StatementError } from './statement.js';

/** Aggregates whose contents are told apart; of any other, the values count for the one around it. */
const STATEMENTS: Record<string, StatementAccount['kind']> = {
  STMTRS: 'checking',
  CCSTMTRS: 'credit-card',
  INVSTMTRS: 'investment',
  LOANSTMTRS: 'loan',
};
const ACCOUNTS = new Set(['BANKACCTFROM', 'CCACCTFROM', 'INVACCTFROM', 'LOANACCTFROM']);
const MOVEMENTS = new Set(['STMTTRN', 'STMTTRNP']);
const INVESTMENTS = new Set(
  (
    'BUYDEBT BUYMF BUYOPT BUYOTHER BUYSTOCK CLOSUREOPT INCOME INVEXPENSE JRNLFUND JRNLSEC MARGININTEREST ' +
    'REINVEST RETOFCAP SELLDEBT SELLMF SELLOPT SELLOTHER SELLSTOCK SPLIT TRANSFER'
  ).split(' '),
);
const OTHERS = new Set(
  (
    'OFX SIGNONMSGSRSV1 SONRS FI STATUS BANKMSGSRSV1 CREDITCARDMSGSRSV1 INVSTMTMSGSRSV1 STMTTRNRS CCSTMTTRNRS INVSTMTTRNRS ' +
    'BANKTRANLIST BANKTRANLISTP INVTRANLIST INVBANKTRAN LEDGERBAL AVAILBAL BALLIST BAL PAYEE CURRENCY ORIGCURRENCY ' +
    'BANKACCTTO CCACCTTO EXTDPAYEE INVPOSLIST INVOOLIST INVBAL SECLISTMSGSRSV1 SECLIST INTRARS XFERINFO'
  ).split(' '),
);
/** More open aggregates than any statement has. */
const MAX_DEPTH = 64;
const KINDS: Record<string, StatementAccount['kind']> = {
  CHECKING: 'checking',
  SAVINGS: 'savings',
  MONEYMRKT: 'savings',
  CD: 'savings',
  CREDITLINE: 'loan',
};

type Values = Map<string, string>;

interface Aggregate {
  name: string;
  line: number;
  values: Values;
}

/** Makes rows, failed rows and accounts of the tags of an OFX file, one tag at a time. */
export class OfxStatements {
  private readonly open: Aggregate[] = [];
  private readonly rows: StatementRow[] = [];
  private readonly failed: FailedRow[] = [];
  private accounts: StatementAccount[] = [];
  private warnings: StatementWarning[] = [];
  private readonly refs = new Map<string, string>();
  private account: StatementAccount | undefined;
  private currency: string | undefined;
  private refusal: string | undefined;
  private skippedInvestments = 0;
  private sawOfx = false;
  private sawEnd = false;
  private sawAccount = false;

  constructor(private readonly accountCurrency: string) {
    currencyOf(accountCurrency);
  }

  readonly warn = (warning: StatementWarning): void => void this.warnings.push(warning);

  add(tag: OfxTag): void {
    const { name } = tag;
    if (tag.kind === 'close') {
      if (name === 'OFX') this.sawEnd = true;
      this.close(name);
    } else if (tag.value !== '') this.setValue(name, tag.value);
    else if (isAggregate(name)) this.begin(name, tag.line);
  }

  /** What the file leaves open at its end. */
  end(): void {
    if (!this.sawOfx) throw new StatementError('import.malformed', 'The file has no <OFX> section; it is not an OFX statement.');
    while (this.open.length > 0) {
      const last = this.open.pop() as Aggregate;
      if (MOVEMENTS.has(last.name)) this.addFailed(OfxRows.cutOff(last.values, last.line));
    }
    if (!this.sawEnd)
      this.warn({
        code: 'file.cut-off',
        message: 'The file ends before it is complete; movements after the last one listed are missing.',
      });
    if (this.skippedInvestments > 0) {
      this.warn({
        code: 'file.investments-skipped',
        message: `${this.skippedInvestments} investment transactions (purchases, sales, transfers of securities) were not imported; only movements of cash are.`,
      });
    }
    if (this.refusal !== undefined && !this.sawAccount) throw new StatementError('import.refused-by-bank', this.refusal);
    if (this.refusal !== undefined) this.warn({ code: 'file.cut-off', message: this.refusal });
  }

  /** The next `size` rows as a batch; fewer only where `all` is to be given. Undefined for none. */
  take(size: number, all: boolean, bytesRead: number): StatementBatch | undefined {
    const waiting = this.rows.length + this.failed.length;
    if (waiting < size && !(all && (waiting > 0 || this.accounts.length > 0 || this.warnings.length > 0))) return undefined;
    const failed = this.failed.splice(0, size);
    const batch: StatementBatch = { rows: this.rows.splice(0, size - failed.length), failed, bytesRead };
    if (this.accounts.length > 0) batch.accounts = this.accounts;
    if (this.warnings.length > 0) batch.warnings = this.warnings;
    this.accounts = [];
    this.warnings = [];
    return batch;
  }

  private begin(name: string, line: number): void {
    // A second movement, statement or balance inside the first: the first was not closed.
    if (MOVEMENTS.has(name) || name in STATEMENTS) this.close(name);
    if (this.open.length >= MAX_DEPTH)
      throw new StatementError('import.malformed', `The file nests deeper than a statement does (line ${line}).`);
    this.open.push({ name, line, values: new Map() });
    if (name === 'OFX') this.sawOfx = true;
    if (INVESTMENTS.has(name) && this.isOpen('INVTRANLIST')) this.skippedInvestments++;
    if (name in STATEMENTS) {
      this.account = undefined;
      this.currency = undefined;
    }
  }

  private setValue(name: string, value: string): void {
    const top = this.open.at(-1);
    if (!top) return;
    // The first of a repeated tag counts: later ones belong to aggregates that are not told apart.
    if (!top.values.has(name)) top.values.set(name, value);
    if (name === 'CURDEF' && top.name in STATEMENTS) this.setCurrency(value);
  }

  /** Ends the innermost aggregate of that name and what is still open in it. */
  private close(name: string): void {
    if (!this.isOpen(name)) return;
    for (;;) {
      const last = this.open.pop() as Aggregate;
      this.finish(last);
      if (last.name === name) return;
    }
  }

  private finish({ name, values, line }: Aggregate): void {
    const parent = this.open.at(-1);
    if (name === 'STATUS') this.checkStatus(values, parent?.name);
    else if (MOVEMENTS.has(name)) this.addMovement(name, values, line);
    else if (ACCOUNTS.has(name) && parent && parent.name in STATEMENTS) this.setAccount(parent.name, values);
    else if (name === 'LEDGERBAL') this.setBalance(values, line);
    else if (name === 'PAYEE' || name === 'EXTDPAYEE') copy(values, 'NAME', parent, 'PAYEE.NAME');
    else if (name === 'CURRENCY' || name === 'ORIGCURRENCY') {
      copy(values, 'CURSYM', parent, `${name}.CURSYM`);
      copy(values, 'CURRATE', parent, `${name}.CURRATE`);
    }
  }

  private addMovement(name: string, values: Values, line: number): void {
    const made = OfxRows.make(values, line, name === 'STMTTRNP', this.currency, this.accountCurrency, this.warn);
    if ('code' in made) this.addFailed(made);
    else {
      if (this.account) made.accountRef = this.account.ref;
      this.rows.push(made);
    }
  }

  private addFailed(failed: FailedRow): void {
    this.failed.push(failed);
  }

  private setCurrency(value: string): void {
    const code = value.toUpperCase();
    if (!findCurrency(code)) return;
    this.currency = code;
    if (this.account) this.account.currency = code;
    if (code !== this.accountCurrency) this.warn({ code: 'file.other-currency', message: `The file's amounts are in ${code}.` });
  }

  private setAccount(statement: string, values: Values): void {
    const number = values.get('ACCTID');
    if (number === undefined) return;
    const type = values.get('ACCTTYPE')?.toUpperCase() ?? '';
    const identity = [number, type, values.get('BANKID') ?? values.get('BROKERID') ?? ''].join('\n');
    this.account = { ref: this.refFor(identity, number, type), kind: KINDS[type] ?? STATEMENTS[statement] };
    if (this.currency) this.account.currency = this.currency;
    this.sawAccount = true;
    this.accounts.push(this.account);
  }

  /** The account's number; with its type and a count where another account of the file has the same. */
  private refFor(identity: string, number: string, type: string): string {
    const known = this.refs.get(identity);
    if (known !== undefined) return known;
    const taken = new Set(this.refs.values());
    let ref = number.slice(0, 200);
    if (taken.has(ref) && type) ref = `${ref} ${type}`;
    for (let n = 2; taken.has(ref); n++) ref = `${number.slice(0, 200)} (${n})`;
    this.refs.set(identity, ref);
    return ref;
  }

  private setBalance(values: Values, line: number): void {
    if (!this.account) return;
    const currency = this.currency ?? this.accountCurrency;
    try {
      const balanceMinor = ofxAmount(values.get('BALAMT') ?? '', currencyOf(currency).exponent);
      const balanceOn = ofxDate(values.get('DTASOF') ?? '');
      this.account = { ...this.account, balanceMinor, ...(balanceOn && { balanceOn }) };
      this.accounts = [...this.accounts.filter(({ ref }) => ref !== this.account?.ref), this.account];
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      this.warn({
        code: 'file.unreadable-balance',
        line,
        message: `The balance of account ${this.account.ref} is empty or not a number.`,
      });
    }
  }

  /** A sign-on that failed ends the file; a statement that failed is remembered, for others may follow. */
  private checkStatus(values: Values, parent: string | undefined): void {
    const severity = values.get('SEVERITY')?.toUpperCase();
    if (severity !== 'ERROR') return;
    const words = values.get('MESSAGE') ?? 'no reason given';
    const code = values.get('CODE');
    const message = `The bank refused to give this statement: "${words.slice(0, 500)}"${code ? ` (code ${code})` : ''}.`;
    if (parent === 'SONRS') throw new StatementError('import.refused-by-bank', message);
    this.refusal = message;
  }

  private isOpen(name: string): boolean {
    return this.open.some((aggregate) => aggregate.name === name);
  }
}

function isAggregate(name: string): boolean {
  return OTHERS.has(name) || MOVEMENTS.has(name) || name in STATEMENTS || ACCOUNTS.has(name) || INVESTMENTS.has(name);
}

function copy(from: Values, name: string, to: Aggregate | undefined, as: string): void {
  const value = from.get(name);
  if (value !== undefined) to?.values.set(as, value);
}
