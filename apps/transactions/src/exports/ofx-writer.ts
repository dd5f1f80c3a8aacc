import { formatMinor } from '#money';
import type { ExportAccount, ExportRow, ExportRows } from './export-row.js';
import { cut, lineOf, xmlText } from './text-fields.js';

/** Limits of OFX 2.2, section 3.2.8 and the aggregates of chapter 11. */
const NAME_LENGTH = 32;
const MEMO_LENGTH = 255;
const ACCOUNT_ID_LENGTH = 22;
const BANK_ID_LENGTH = 9;
const FITID_LENGTH = 255;

const HEADER =
  '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' +
  '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n';

/** OFX knows five kinds of bank account; the rest is told as the nearest. */
const ACCOUNT_TYPE: Record<string, string> = { savings: 'SAVINGS', loan: 'CREDITLINE', investment: 'MONEYMRKT' };

/**
 * Transactions as OFX 2.2: a statement an account, credit cards in their own message set. OFX has no field for categories, tags
 * and splits, which are left out; pending rows are left out too, for a statement lists what is booked.
 *
 * The description stands in MEMO (255 characters at most), the counterparty, or the description's beginning, in NAME (32).
 * @param rows by account, then by day; an account without rows comes with its balance only
 * @param asOf day of the balances, `YYYY-MM-DD`
 */
export async function* writeOfx(
  rowsOf: (accountId: string) => ExportRows,
  accounts: readonly ExportAccount[],
  asOf: string,
): AsyncGenerator<string> {
  const day = ofxDay(asOf);
  yield `${HEADER}<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS><DTSERVER>${day}</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>\n`;
  const cards = accounts.filter(isCard);
  const banks = accounts.filter((account) => !isCard(account));
  for (const [set, group] of [
    ['BANKMSGSRSV1', banks],
    ['CREDITCARDMSGSRSV1', cards],
  ] as const) {
    if (!group.length) continue;
    yield `<${set}>\n`;
    for (const account of group) yield* statement(account, rowsOf(account.id), day);
    yield `</${set}>\n`;
  }
  yield '</OFX>\n';
}

const isCard = (account: ExportAccount): boolean => account.type === 'credit-card';

async function* statement(account: ExportAccount, rows: ExportRows, day: string): AsyncGenerator<string> {
  const card = isCard(account);
  const [response, inner] = card ? ['CCSTMTTRNRS', 'CCSTMTRS'] : ['STMTTRNRS', 'STMTRS'];
  yield `<${response}><TRNUID>0</TRNUID><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS><${inner}><CURDEF>${account.currency}</CURDEF>${from(account)}\n`;
  // The list states its first and last day before its rows, which are not read yet: the widest period is always right.
  yield `<BANKTRANLIST><DTSTART>19000101</DTSTART><DTEND>${day}</DTEND>\n`;
  for await (const batch of rows)
    yield batch
      .filter(({ status }) => status === 'booked')
      .map(transaction)
      .join('');
  yield `</BANKTRANLIST><LEDGERBAL><BALAMT>${formatMinor(account.balanceMinor, account.currency)}</BALAMT><DTASOF>${day}</DTASOF></LEDGERBAL></${inner}></${response}>\n`;
}

function from(account: ExportAccount): string {
  const id = xmlText(accountNumber(account));
  if (isCard(account)) return `<CCACCTFROM><ACCTID>${id}</ACCTID></CCACCTFROM>`;
  const bank = xmlText(cut(lineOf(account.institution ?? ''), BANK_ID_LENGTH) || 'STEWARD');
  return `<BANKACCTFROM><BANKID>${bank}</BANKID><ACCTID>${id}</ACCTID><ACCTTYPE>${ACCOUNT_TYPE[account.type] ?? 'CHECKING'}</ACCTTYPE></BANKACCTFROM>`;
}

/** The bank's number where OFX has room for it, so that the file finds its account again; else the end of our own id. */
function accountNumber({ bankRef, id }: ExportAccount): string {
  const number = lineOf(bankRef ?? '');
  return number && number.length <= ACCOUNT_ID_LENGTH ? number : id.replaceAll('-', '').slice(-ACCOUNT_ID_LENGTH);
}

function transaction(row: ExportRow): string {
  const description = lineOf(row.description);
  const fields = [
    ['TRNTYPE', row.isTransfer ? 'XFER' : row.amountMinor < 0 ? 'DEBIT' : 'CREDIT'],
    ['DTPOSTED', ofxDay(row.bookedOn)],
    ['DTAVAIL', row.valueOn && ofxDay(row.valueOn)],
    ['TRNAMT', formatMinor(row.amountMinor, row.currency)],
    ['FITID', cut(lineOf(row.uniqueId), FITID_LENGTH)],
    ['NAME', cut(lineOf(row.counterparty ?? '') || description, NAME_LENGTH).trim()],
    ['MEMO', cut(description, MEMO_LENGTH).trim()],
  ] as const;
  return `<STMTTRN>${fields.map(([name, value]) => (value ? `<${name}>${xmlText(value)}</${name}>` : '')).join('')}</STMTTRN>\n`;
}

const ofxDay = (day: string): string => day.replaceAll('-', '');
