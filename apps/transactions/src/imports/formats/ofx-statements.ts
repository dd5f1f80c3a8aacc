import { AmountError, currencyOf, findCurrency } from '#money';

import { ofxAmount, ofxDate } from './ofx-fields.js';
import type { OfxTag } from './ofx-tokenizer.js';
import { excerptOfValues, OfxRows } from './ofx-rows.js';
import type { InvestmentRow, Security } from './ofx-investments.js';
import { describeInvestment, INVESTMENTS, investmentRows, positionOf, POSITIONS } from './ofx-investments.js';
import type {
  FailedRow,
  StatementAccount,
  StatementBatch,
  StatementPosition,
  StatementRow,
  StatementWarning,
} from './statement.js';
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
const OTHERS = new Set(
  (
    'OFX SIGNONMSGSRSV1 SONRS FI STATUS BANKMSGSRSV1 CREDITCARDMSGSRSV1 INVSTMTMSGSRSV1 STMTTRNRS CCSTMTTRNRS INVSTMTTRNRS ' +
    'BANKTRANLIST BANKTRANLISTP INVTRANLIST INVBANKTRAN LEDGERBAL AVAILBAL BALLIST BAL PAYEE CURRENCY ORIGCURRENCY ' +
    'BANKACCTTO CCACCTTO EXTDPAYEE INVPOSLIST INVOOLIST INVBAL SECLISTMSGSRSV1 SECLIST SECINFO INTRARS XFERINFO'
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
  private withoutCash = 0;
  /** Rows of investment accounts and positions wait for the list of securities, at the end of the file. */
  private invested: InvestmentRow[] = [];
  private positions: StatementPosition[] = [];
  private settled: StatementPosition[] = [];
  private readonly securities = new Map<string, Security>();
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
      if (MOVEMENTS.has(name) && !this.isOpen(name)) this.addHeadless(tag.line);
      this.close(name);
      // A movement that begins with text of its own is damaged, but still one.
    } else if (tag.value !== '' && !MOVEMENTS.has(name)) this.setValue(name, tag.value);
    else if (isAggregate(name)) this.begin(name, tag.line);
  }

  /** What the file leaves open at its end. */
  end(): void {
    if (!this.sawOfx) throw new StatementError('import.malformed', 'The file has no <OFX> section; it is not an OFX statement.');
    while (this.open.length > 0) {
      const last = this.open.pop() as Aggregate;
      if (MOVEMENTS.has(last.name) || INVESTMENTS.has(last.name)) this.addFailed(OfxRows.cutOff(last.values, last.line));
    }
    if (!this.sawEnd)
      this.warn({
        code: 'file.cut-off',
        message: 'The file ends before it is complete; movements after the last one listed are missing.',
      });
    if (this.withoutCash > 0) {
      this.warn({
        code: 'file.investments-skipped',
        message: `${this.withoutCash} movements of securities without money (transfers in kind, splits of shares) are not listed.`,
      });
    }
    if (this.refusal !== undefined && !this.sawAccount) throw new StatementError('import.refused-by-bank', this.refusal);
    if (this.refusal !== undefined) this.warn({ code: 'file.cut-off', message: this.refusal });
  }

  /** Gives names of securities to the rows and positions that wait for them; to be called before the last rows are taken. */
  settle(): void {
    this.rows.push(...this.invested.map((each) => describeInvestment(each, this.securities, this.warn)));
    this.invested = [];
    for (const position of this.positions) {
      const { name, ticker } = this.securities.get(position.securityId) ?? {};
      if (name) position.securityName = name;
      if (ticker) position.ticker = ticker;
    }
    this.settled = this.positions;
    this.positions = [];
  }

  /** The next `size` rows as a batch; fewer only where `all` is to be given. Undefined for none. */
  take(size: number, all: boolean, bytesRead: number): StatementBatch | undefined {
    const waiting = this.rows.length + this.failed.length;
    if (waiting < size && !(all && (waiting > 0 || this.accounts.length + this.warnings.length + this.settled.length > 0)))
      return undefined;
    const failed = this.failed.splice(0, size);
    const batch: StatementBatch = { rows: this.rows.splice(0, size - failed.length), failed, bytesRead };
    if (this.accounts.length > 0) batch.accounts = this.accounts;
    if (this.warnings.length > 0) batch.warnings = this.warnings;
    if (this.settled.length > 0) batch.positions = this.settled;
    this.accounts = [];
    this.warnings = [];
    this.settled = [];
    return batch;
  }

  private begin(name: string, line: number): void {
    // A second movement, statement or balance inside the first: the first was not closed.
    if (MOVEMENTS.has(name) || name in STATEMENTS) this.close(name);
    if (INVESTMENTS.has(name) || POSITIONS.has(name)) this.closeAny(INVESTMENTS.has(name) ? INVESTMENTS : POSITIONS);
    if (this.open.length >= MAX_DEPTH)
      throw new StatementError('import.malformed', `The file nests deeper than a statement does (line ${line}).`);
    this.open.push({ name, line, values: new Map() });
    if (name === 'OFX') this.sawOfx = true;
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

  private closeAny(names: ReadonlySet<string>): void {
    const open = this.open.find((aggregate) => names.has(aggregate.name));
    if (open) this.close(open.name);
  }

  private finish({ name, values, line }: Aggregate): void {
    const parent = this.open.at(-1);
    if (name === 'STATUS') this.checkStatus(values, parent?.name);
    else if (MOVEMENTS.has(name)) this.addMovement(name, values, line);
    else if (ACCOUNTS.has(name) && parent && parent.name in STATEMENTS) this.setAccount(parent.name, values);
    else if (INVESTMENTS.has(name) && this.isOpen('INVTRANLIST')) this.addInvestment(name, values, line);
    else if (POSITIONS.has(name)) this.addPosition(values);
    else if (name === 'SECINFO') this.addSecurity(values);
    else if (name === 'LEDGERBAL') this.setBalance(values.get('BALAMT'), values.get('DTASOF'), line);
    else if (name === 'INVBAL') this.setBalance(values.get('AVAILCASH'), parent?.values.get('DTASOF'), line);
    else if (name === 'BANKACCTTO' || name === 'CCACCTTO') copy(values, 'ACCTID', parent, 'BANKACCTTO.ACCTID');
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

  /** The end of a movement whose beginning is damaged: its values stand in the list around it. */
  private addHeadless(line: number): void {
    const values = this.open.at(-1)?.values ?? new Map<string, string>();
    const excerpt = excerptOfValues(values);
    for (const name of ['TRNTYPE', 'DTPOSTED', 'TRNAMT', 'FITID', 'NAME', 'MEMO']) values.delete(name);
    this.addFailed({ line, code: 'row.malformed', message: 'A movement ends here whose beginning is damaged.', excerpt });
  }

  private addInvestment(name: string, values: Values, line: number): void {
    const made = investmentRows(name, values, line, this.currency, this.accountCurrency);
    if (!Array.isArray(made)) {
      this.addFailed(made);
      return;
    }
    if (made.length === 0) this.withoutCash++;
    for (const each of made) {
      if (this.account) each.row.accountRef = this.account.ref;
      this.invested.push(each);
    }
  }

  private addPosition(values: Values): void {
    const position = this.account && positionOf(values, this.account.ref, this.currency, this.accountCurrency);
    if (position) this.positions.push(position);
  }

  private addSecurity(values: Values): void {
    const id = values.get('UNIQUEID');
    if (id === undefined || this.securities.has(id)) return;
    this.securities.set(id, { name: values.get('SECNAME')?.slice(0, 255), ticker: values.get('TICKER')?.slice(0, 40) });
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

  private setBalance(amount: string | undefined, on: string | undefined, line: number): void {
    if (!this.account) return;
    const currency = this.currency ?? this.accountCurrency;
    try {
      const balanceMinor = ofxAmount(amount ?? '', currencyOf(currency).exponent);
      const balanceOn = ofxDate(on ?? '');
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
  return (
    OTHERS.has(name) ||
    MOVEMENTS.has(name) ||
    name in STATEMENTS ||
    ACCOUNTS.has(name) ||
    INVESTMENTS.has(name) ||
    POSITIONS.has(name)
  );
}

function copy(from: Values, name: string, to: Aggregate | undefined, as: string): void {
  const value = from.get(name);
  if (value !== undefined) to?.values.set(as, value);
}
