import { noReference } from '../no-reference.js';
import type { Mt940Details } from './stated-details.js';

/** Words that begin a part of a SEPA payment's text in German statements (DK, appendix 3 of the DFÜ agreement). */
const KEYWORD = /(EREF|KREF|MREF|PREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|BREF|RREF|RTRN|PURP|ANAM|DDAT|IBAN|BIC)\+|(MTLG):/g;

/** The parts of a text with SEPA keywords (`EREF+… SVWZ+…`); a text without them is what the payer wrote. */
export function readKeywords(text: string): Mt940Details {
  const parts = new Map<string, string>();
  let name = '';
  let from = 0;
  const end = (to: number): void => {
    const value = text.slice(from, to).trim();
    if (value !== '') parts.set(name, parts.has(name) ? `${parts.get(name)} ${value}` : value);
  };
  for (const match of text.matchAll(KEYWORD)) {
    end(match.index);
    name = (match[1] ?? match[2]) as string;
    from = match.index + match[0].length;
  }
  end(text.length);
  const reference = (key: string): string | undefined => {
    const value = parts.get(key);
    return value === undefined || noReference(value) ? undefined : value;
  };
  const words = [parts.get('SVWZ') ?? parts.get(''), parts.get('MTLG')];
  return {
    text: words.filter((part) => part !== undefined).join(' '),
    customerReference: reference('KREF'),
    endToEndId: reference('EREF'),
    mandate: reference('MREF'),
    creditorId: reference('CRED'),
    ultimate: parts.get('ABWA') ?? parts.get('ABWE'),
    counterpartyAccount: parts.get('IBAN'),
    originalAmount: parts.get('OAMT'),
    charges: parts.get('COAM'),
    returned: parts.get('RTRN'),
  };
}
