import { AmountError } from '#money';

import type { StatementCollector } from '../statement-collector.js';
import type { StatementAccount } from '../statement.js';
import { accountRef, qifAmount, qifCategory, qifDate } from './qif-fields.js';
import type { QifRecord } from './qif-records.js';
import { qifExcerpt, type QifRowContext, qifRows, valueOf } from './qif-rows.js';

type SectionKind = 'movements' | 'investments' | 'accounts' | 'list' | 'none';

const KINDS: Record<string, StatementAccount['kind']> = {
  bank: 'checking',
  cash: 'cash',
  ccard: 'credit-card',
  'oth l': 'loan',
  invst: 'investment',
  port: 'investment',
  '401(k)/403(b)': 'investment',
  mutual: 'investment',
};
/** Lists of names and plans that stand beside movements; nothing in them moved money. */
const LISTS = /^type:\s*(?:cat|class|memorized|security|securities|prices|budget|tag|bill|invitem|template|category)\b/i;
const OPENING =
  /^(?:opening balance|beginning balance|starting balance|anfangsbestand|anfangssaldo|er[oö]ffnungssaldo|saldo inicial|solde initial|solde d.ouverture|saldo iniziale|beginsaldo|openingssaldo|bilans otwarcia|saldo pocz[aą]tkowe|po[cč][aá]te[cč]n[ií] (?:stav|z[uů]statek))\b/iu;

/** Follows the sections of a QIF file and makes rows and accounts of its records. */
export class QifStatements {
  private section: SectionKind = 'none';
  private sectionName = '';
  private account: StatementAccount | undefined;
  /** The account was given to the collector. */
  private shown = new Set<string>();
  /** Accounts whose opening balance is known: an account may come in several sections. */
  private opened = new Set<string>();
  /** The section's first movement is still to come: it may name the account. */
  private first = true;
  private nameless: string | undefined;
  private withoutCash = 0;

  constructor(
    private readonly context: QifRowContext,
    private readonly out: StatementCollector,
  ) {}

  add(record: QifRecord): void {
    if (record.kind === 'section') this.begin(record.name, record.line);
    else if (this.section === 'accounts') this.setAccount(record);
    else if (this.section !== 'list') this.addMovement(record);
  }

  /** What is left to say at the end of the file. */
  end(): void {
    if (this.withoutCash > 0) {
      this.out.warn({
        code: 'file.investments-skipped',
        message: `${this.withoutCash} movements of securities without money (transfers in kind, splits of shares) are not listed.`,
      });
    }
  }

  private begin(name: string, line: number): void {
    if (/^option:|^clear:/i.test(name)) {
      // The end of a list of accounts: none of them is the one whose movements follow.
      if (/^clear:\s*autoswitch/i.test(name)) this.account = undefined;
      return;
    }
    if (/^account/i.test(name)) {
      this.section = 'accounts';
      this.account = undefined;
      return;
    }
    if (LISTS.test(name)) {
      this.section = 'list';
      return;
    }
    const type = /^type:\s*(.*)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
    const investments = KINDS[type] === 'investment';
    if (!(type in KINDS) && type !== 'oth a' && type !== 'invoice') {
      this.out.warn({
        code: 'file.unknown-section',
        line,
        message: `"!${name.slice(0, 40)}" is no known kind of account; its records were read as movements of a bank account.`,
      });
    }
    // Movements of another kind without an account of their own are those of another account.
    if (this.account === undefined && this.nameless !== undefined && this.nameless !== type)
      this.account = { ref: type || 'other' };
    if (this.account === undefined) this.nameless = type;
    if (this.account && !this.account.kind && KINDS[type]) this.account.kind = KINDS[type];
    this.section = investments ? 'investments' : 'movements';
    this.sectionName = type;
    this.first = true;
  }

  private setAccount({ fields, line, unended }: Extract<QifRecord, { kind: 'record' }>): void {
    if (unended) {
      this.out.warn({ code: 'file.cut-off', line, message: 'The file ends with an account, before any of its movements.' });
    }
    const ref = accountRef(valueOf(fields, 'N'));
    if (ref === undefined || unended === 'in-line') return;
    const kind = KINDS[valueOf(fields, 'T').toLowerCase()];
    this.account = { ref, ...(kind && { kind }) };
    const name = valueOf(fields, 'D').slice(0, 200);
    if (name) this.account.name = name;
    const balance = valueOf(fields, '$') || valueOf(fields, 'B');
    const balanceMinor = balance ? this.balance(balance) : undefined;
    if (balanceMinor !== undefined) {
      this.account.balanceMinor = balanceMinor;
      const balanceOn = qifDate(valueOf(fields, '/'), this.context.style.dateOrder);
      if (balanceOn) this.account.balanceOn = balanceOn;
    }
  }

  private addMovement(record: Extract<QifRecord, { kind: 'record' }>): void {
    const first = this.first;
    this.first = false;
    if (record.unended) {
      this.out.warn({
        code: 'file.cut-off',
        line: record.line,
        message: 'The last movement has no end mark (^): perhaps the file is not complete.',
      });
    }
    if (this.section !== 'investments' && this.isOpening(record, first) && this.setOpening(record)) return;
    const made = qifRows(record, this.section === 'investments', this.context);
    this.showAccount();
    if (!Array.isArray(made)) {
      this.out.addFailed({ ...made, excerpt: qifExcerpt(record) });
      return;
    }
    if (made.length === 0) this.withoutCash++;
    for (const row of made) {
      if (this.account) row.accountRef = this.account.ref;
      if (row.transferAccountRef !== undefined && row.transferAccountRef === this.account?.ref) delete row.transferAccountRef;
      this.out.addRow(row);
    }
  }

  /** Quicken writes the balance with which an account begins as a transfer from the account to itself. */
  private isOpening({ fields }: Extract<QifRecord, { kind: 'record' }>, first: boolean): boolean {
    const { transferAccountRef } = qifCategory(valueOf(fields, 'L'));
    if (transferAccountRef === undefined || fields.some(({ code }) => code === 'S')) return false;
    if (!OPENING.test(valueOf(fields, 'P'))) return false;
    return this.account ? this.account.ref === transferAccountRef : first;
  }

  private setOpening({ fields, line }: Extract<QifRecord, { kind: 'record' }>): boolean {
    const balance = this.balance(valueOf(fields, 'T') || valueOf(fields, 'U'));
    const on = qifDate(valueOf(fields, 'D'), this.context.style.dateOrder);
    if (balance === undefined || on === undefined) return false;
    const kind = KINDS[this.sectionName];
    this.account ??= { ref: qifCategory(valueOf(fields, 'L')).transferAccountRef as string, ...(kind && { kind }) };
    if (this.opened.has(this.account.ref)) {
      this.out.warn({
        code: 'file.unreadable-balance',
        line,
        message: `The account "${this.account.ref}" has a second opening balance on line ${line}; the first one holds.`,
      });
      return true;
    }
    this.account = { ...this.account, openingBalanceMinor: balance, openingBalanceOn: on };
    this.opened.add(this.account.ref);
    this.shown.delete(this.account.ref);
    this.showAccount();
    return true;
  }

  /** Accounts are told with their first movement: a list of all accounts says nothing of what is in the file. */
  private showAccount(): void {
    if (!this.account || this.shown.has(this.account.ref)) return;
    this.shown.add(this.account.ref);
    this.out.addAccount({ ...this.account });
  }

  private balance(text: string): number | undefined {
    try {
      return qifAmount(text, this.context.style, this.context.exponent);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      return undefined;
    }
  }
}
