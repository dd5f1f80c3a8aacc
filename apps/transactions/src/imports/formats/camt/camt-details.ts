import type { CamtAmount, CamtCharge } from './camt-values.js';
import { accountNumberIn, amountIn, bankCodeIn, chargesIn, dateTextIn, directionIn } from './camt-values.js';
import { remittanceIn } from './camt-remittance.js';
import { noReference } from '../no-reference.js';
import type { XmlElement } from './xml-pieces.js';
import { find, textAt } from './xml-pieces.js';

/** Someone named in a movement. */
export interface CamtParty {
  name?: string;
  account?: string;
}

/** What `TxDtls` says of one payment in an entry, in every version of the messages. */
export interface CamtDetails {
  /** Its amount by the ways in which files state it, the likeliest first; in one or several currencies. */
  amounts: CamtAmount[];
  direction?: -1 | 1;
  /** The amount as it was ordered or made, perhaps in another currency. */
  originals: CamtAmount[];
  exchangeRate?: string;
  charges: CamtCharge[];
  /** The bank's own reference of the payment. */
  bankReference?: string;
  /** What the parties call it. */
  reference?: string;
  debtor: CamtParty;
  creditor: CamtParty;
  ultimateDebtor?: string;
  ultimateCreditor?: string;
  /** What the payer wrote. */
  remittance: string;
  /** Numbers of the documents that are paid, where the text does not have them. */
  documents: string[];
  /** What the bank adds. */
  additional?: string;
  bankCode?: string;
  /** Why it came back, in words. */
  returned?: string;
  isReturn: boolean;
  /** When it happened, where the entry has no date. */
  dateText?: string;
}

/** Reasons of returns (ISO 20022 external code set) that people meet. */
const RETURNS: Record<string, string> = {
  AC01: 'wrong account number',
  AC04: 'account closed',
  AC06: 'account blocked',
  AM04: 'not enough money',
  AM05: 'paid twice',
  CUST: 'asked for by the customer',
  FOCR: 'recalled',
  MD01: 'no mandate',
  MD06: 'refund asked for by the payer',
  MD07: 'the payer has died',
  MS02: 'refused by the customer',
  MS03: 'reason not given',
  SL01: 'refused by the payer’s bank’s service',
};

/** What the details of one payment say. */
export function readDetails(element: XmlElement): CamtDetails {
  const refs = find(element, 'Refs');
  const parties = find(element, 'RltdPties');
  const { text, creditorReferences, documents } = remittanceIn(find(element, 'RmtInf'));
  const returned = find(element, 'RtrInf');
  const references = [
    textAt(refs, 'EndToEndId'),
    creditorReferences[0],
    textAt(refs, 'ChqNb'),
    textAt(refs, 'InstrId'),
    textAt(refs, 'TxId'),
    textAt(refs, 'UETR'),
  ];
  const exchange = exchangeIn(element);
  return {
    amounts: [...some(amountIn(find(element, 'Amt'))), ...amountsIn(element, ['TxAmt', 'CntrValAmt', 'InstdAmt'])],
    direction: directionIn(element),
    originals: [...amountsIn(element, ['InstdAmt', 'TxAmt']), ...some(amountIn(find(element, 'Amt')))],
    exchangeRate: exchange,
    charges: chargesIn(element),
    bankReference: known(textAt(refs, 'AcctSvcrRef')),
    reference: references.find((each) => known(each) !== undefined),
    debtor: partyIn(parties, 'Dbtr'),
    creditor: partyIn(parties, 'Cdtr'),
    ultimateDebtor: nameIn(find(parties, 'UltmtDbtr')),
    ultimateCreditor: nameIn(find(parties, 'UltmtCdtr')),
    remittance: text,
    documents,
    additional: textAt(element, 'AddtlTxInf'),
    bankCode: bankCodeIn(element),
    returned: returned && returnWords(returned),
    isReturn: returned !== undefined,
    dateText: datesIn(find(element, 'RltdDts')),
  };
}

/** The amounts of `AmtDtls` in `element` by the names given, in that order; in the first versions `AmtDtls` may be missing. */
export function amountsIn(element: XmlElement | undefined, names: string[]): CamtAmount[] {
  return names.flatMap((name) => some(amountIn(find(element, 'AmtDtls', name, 'Amt'))));
}

/** The rate at which the bank exchanged, as written. */
export function exchangeIn(element: XmlElement | undefined): string | undefined {
  const details = find(element, 'AmtDtls');
  for (const name of ['CntrValAmt', 'TxAmt', 'InstdAmt', 'AnncdPstngAmt']) {
    const rate = textAt(details, name, 'CcyXchg', 'XchgRate');
    if (rate !== undefined) return rate;
  }
  return textAt(element, 'CcyXchg', 'XchgRate');
}

function partyIn(parties: XmlElement | undefined, role: 'Dbtr' | 'Cdtr'): CamtParty {
  return { name: nameIn(find(parties, role)), account: accountNumberIn(find(parties, `${role}Acct`)) };
}

/** The name of a party; from version 8 on it is one element deeper, and may be a bank. */
function nameIn(party: XmlElement | undefined): string | undefined {
  return textAt(party, 'Nm') ?? textAt(party, 'Pty', 'Nm') ?? textAt(party, 'Agt', 'FinInstnId', 'Nm');
}

function returnWords(returned: XmlElement): string {
  const code = textAt(returned, 'Rsn|RtrRsn', 'Cd|Prtry') ?? textAt(returned, 'Rsn|RtrRsn');
  const words = textAt(returned, 'AddtlInf') ?? (code === undefined ? undefined : RETURNS[code]);
  return [code, words].filter((part) => part !== undefined).join(': ');
}

function datesIn(dates: XmlElement | undefined): string | undefined {
  for (const name of ['AccptncDtTm', 'TxDtTm', 'IntrBkSttlmDt', 'TradDt', 'TradActvtyCtrctlSttlmDt']) {
    const text = dateTextIn(find(dates, name));
    if (text !== undefined) return text;
  }
  return undefined;
}

function known(reference: string | undefined): string | undefined {
  return reference === undefined || noReference(reference) ? undefined : reference;
}

function some<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
