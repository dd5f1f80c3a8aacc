import type { Leg, LegAccount } from './leg.js';

/** What one leg says of being half of a transfer; found once a leg, compared for each pair. */
export interface LegEvidence {
  /** Its text names moving one's own money. */
  words: boolean;
  /** What its category says: a transfer, something else that a person or rule settled, something else that was guessed, nothing. */
  category: 'transfer' | 'settled-other' | 'other' | 'none';
  /** The own account whose number the bank gave as the other side. */
  numberOf: string | undefined;
  /** The bank gave a number that is none of ours. */
  strangeNumber: boolean;
  /** Own accounts that its text names. */
  mentions: ReadonlySet<string>;
  /** Long figures in its text, by which two sides of one movement often know each other. */
  references: readonly string[];
}

/** In the languages whose bank statements we read; word beginnings. */
const WORDS =
  /(?<!\p{L})(?:transfer|trf|xfer|own account|standing order|top[ -]?up|payment received|payment thank|card payment|credit card|cc payment|autopay|savings|saving|umbuchung|überweisung|uebertrag|übertrag|dauerauftrag|eigenübertrag|kreditkarte|ausgleich|virement|épargne|epargne|transferencia|traspaso|ahorro|giroconto|bonifico|risparmio|overboeking|spaarrekening|eigen rekening|przelew|przelewu|oszczędno|převod|prevod|överföring|overføring|siirto|atm|cash withdrawal|cash deposit)/iu;

/** Categories under which banks' and people's transfers are filed. */
const TRANSFER_CATEGORY = /^(?:TRANSFER_IN|TRANSFER_OUT|LOAN_PAYMENTS_CREDIT_CARD_PAYMENT)/;

const LONG_FIGURES = /(?<![\d.,])[A-Z]{0,4}\d{6,}(?![\d.,]*\d)/gi;
/** Parts of account names that many accounts have. */
const COMMON_WORDS = new Set([
  'account',
  'konto',
  'bank',
  'current',
  'main',
  'private',
  'personal',
  'compte',
  'cuenta',
  'conto',
  'rekening',
  'euro',
]);

/** Finds what legs say, knowing the user's accounts. */
export class EvidenceFinder {
  private readonly byNumber = new Map<string, string>();
  private readonly names: { id: string; pattern: RegExp }[] = [];

  constructor(accounts: readonly LegAccount[]) {
    for (const { id, bankRef } of accounts) {
      const number = plainNumber(bankRef);
      if (number) this.byNumber.set(number, id);
    }
    const uses = new Map<string, number>();
    const wordsOf = new Map(accounts.map((account) => [account.id, nameWords(account)]));
    for (const words of wordsOf.values()) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1);
    for (const [id, words] of wordsOf) {
      const own = [...words].filter((word) => uses.get(word) === 1).map(escaped);
      if (own.length) this.names.push({ id, pattern: new RegExp(`(?<![\\p{L}\\d])(?:${own.join('|')})`, 'iu') });
    }
  }

  of(leg: Leg): LegEvidence {
    const text = [leg.description, leg.counterparty, leg.reference].filter(Boolean).join(' ');
    const number = plainNumber(leg.counterpartyAccount);
    const numberOf = number === undefined ? undefined : this.byNumber.get(number);
    return {
      words: WORDS.test(text),
      category: categoryOf(leg),
      numberOf,
      strangeNumber: number !== undefined && numberOf === undefined,
      mentions: new Set(this.names.filter(({ id, pattern }) => id !== leg.accountId && pattern.test(text)).map(({ id }) => id)),
      references: [...new Set((text.match(LONG_FIGURES) ?? []).map((figures) => figures.toUpperCase()))],
    };
  }
}

function categoryOf({ categoryId, categorySettled }: Leg): LegEvidence['category'] {
  if (categoryId === null) return 'none';
  if (TRANSFER_CATEGORY.test(categoryId)) return 'transfer';
  return categorySettled ? 'settled-other' : 'other';
}

/** Letters and digits only, in capitals; undefined where too little is left to tell an account. */
export function plainNumber(text: string | null): string | undefined {
  const plain = text?.replace(/[^\p{L}\d]/gu, '').toUpperCase() ?? '';
  return plain.length >= 5 ? plain : undefined;
}

/** Words of four letters or more in an account's name and that of its bank. */
function nameWords({ name, institution }: LegAccount): Set<string> {
  const words = `${name} ${institution ?? ''}`.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? [];
  return new Set(words.filter((word) => !COMMON_WORDS.has(word)));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
