import { noReference } from '../no-reference.js';
import type { Mt940Details } from './stated-details.js';

const WORDS =
  'TRTP|TYPE|IBAN|BIC|NAME|REMI|EREF|KREF|MARF|CSID|CNTP|BENM|ORDP|ID|ADDR|ISDT|PREF|PURP|RTRN|RTYP|ULTD|ULTB|ULTC|OCMT|CHGS|EXCH|' +
  'SVCL|TRCD|TRTN|INIT|NRTX|CREF|IREF|PREFIX|CITY|COUNTRY|CDTRREF|CDTRREFTP|IACC|ACCW|BO|BN|PY';
const BEGINNING = new RegExp(`^/(?:${WORDS})/`);
const WORD = new RegExp(`/(${WORDS})(?=/)`, 'g');

/**
 * Details with words between slashes: `/TRTP/` kind of movement, `/NAME/`, `/IBAN/` the other side (or `/CNTP/account/bank/name/
 * place/`), `/REMI/` what the payer wrote, `/EREF/` its reference, `/OCMT/` and `/CHGS/` amount before exchange and charges.
 * Undefined for a text that is not written so.
 */
export function readSlashed(text: string): Mt940Details | undefined {
  if (!BEGINNING.test(text)) return undefined;
  const parts = partsOf(text);
  const [account, , name] = (parts.get('CNTP') ?? '').split('/').map((part) => part.trim());
  const reference = (key: string): string | undefined => {
    const value = parts.get(key);
    return value === undefined || noReference(value) ? undefined : value;
  };
  return {
    text: remittance(parts.get('REMI') ?? parts.get('PY') ?? '') || (parts.get('') ?? ''),
    kind: parts.get('TRTP') ?? parts.get('TYPE'),
    counterparty: (parts.get('NAME') ?? parts.get('BN') ?? parts.get('BO') ?? name) || undefined,
    counterpartyAccount: (parts.get('IBAN') ?? account) || undefined,
    ultimate: parts.get('ULTC') ?? parts.get('ULTB') ?? parts.get('ULTD'),
    customerReference: reference('KREF') ?? reference('PREF'),
    endToEndId: reference('EREF'),
    mandate: reference('MARF'),
    creditorId: reference('CSID'),
    returned: parts.get('RTRN'),
    ...amountWords(text),
  };
}

/** The amounts that `/OCMT/EUR4,5/`, `/CHGS/EUR0,5/` and `/EXCH/1,25/` state, wherever they stand in a text. */
export function amountWords(text: string): Pick<Mt940Details, 'originalAmount' | 'charges' | 'exchangeRate'> {
  const value = (word: string): string | undefined => new RegExp(`/${word}/([^/]{1,40})`).exec(text)?.[1]?.trim();
  return { originalAmount: value('OCMT'), charges: value('CHGS'), exchangeRate: value('EXCH')?.replace(',', '.') };
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  const matches = [...text.matchAll(WORD)];
  matches.forEach((match, i) => {
    const value = text.slice(match.index + match[0].length + 1, matches[i + 1]?.index ?? text.length);
    const trimmed = withoutEnd(value).trim();
    const name = match[1] as string;
    if (trimmed !== '') parts.set(name, parts.has(name) ? `${parts.get(name)} ${trimmed}` : trimmed);
  });
  return parts;
}

/** Without the slashes and spaces that stand before the next word. */
function withoutEnd(value: string): string {
  let end = value.length;
  while (end > 0 && /[\s/]/.test(value[end - 1] as string)) end--;
  return value.slice(0, end);
}

/** `/REMI/USTD//Rent` is free text, `/REMI/STRD/CUR/RF18…` a structured reference. */
function remittance(value: string): string {
  return value.replace(/^(?:USTD|STRD)\/+(?:[A-Z]{3}\/)?/, '').trim();
}
