import { plainText as foldAccents } from '#merchant-text';

/**
 * The merchant of a bank line, reduced to what stays the same from one purchase to the next: `TESCO STORES 3217 LONDON` and
 * `Card purchase Tesco Stores 0042` are both `tesco stores`. History compares these keys, so two merchants that share one is
 * worse than one merchant with two.
 */

/** Words of the way of payment, not of the merchant; dropped at the beginning of a line. */
const PAYMENT_WORDS = new Set(
  `pos purchase card cards debit credit visa mastercard maestro vpay contactless payment paid pay to from at the via by order
   direct standing transfer trf tfr faster fpo bgc ddr bacs ach sepa eft magtape immediate instant online mobile banking app web
   internet recurring subscription checkcard chkcard dbt crd pmt pymt txn transaction purchased authorized authorised pending
   withdrawal kartenzahlung lastschrift gutschrift ueberweisung uberweisung dauerauftrag girocard ec kauf einkauf zahlung basislastschrift
   paiement achat carte cb prelevement prlv virement vir facture retrait compra tarjeta pago recibo adeudo transferencia pagamento
   carta acquisto addebito bonifico betaling betaalautomaat incasso overboeking pinbetaling kartkop zakup platnosc karta kortkop
   kortkob vdp vdc vda dd so dankort kortbetaling betalning compras ref reference no nr num id effec debicheck`.split(/\s+/),
);

/** Processors that stand before the merchant's name: `SQ *BLUE BOTTLE`, `PAYPAL *STEAM`. */
const PROCESSOR =
  /^(?:sq|sqc|tst|py|pp|paypal|sumup|iz|izettle|zettle|stripe|gocardless|klarna|adyen|mollie|worldpay|payu|ccv|sp|ppl|google|apl)\s*\*+\s*/i;

const LEGAL_FORMS = new Set(
  'gmbh ag kg ohg ug ltd limited llc inc corp co plc pty bv nv sa sas sarl srl spa sl slu oy ab as aps sp zoo z oo'.split(' '),
);
const MONTHS = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?$/;
const WEB = /^(?:www|com|net|org|co|io|de|fr|uk|es|it|nl|eu|bill|help|http|https)$/;

/** Longer keys name a branch or a purpose rather than the merchant. */
const MAX_WORDS = 3;

/**
 * @param description as the bank wrote it
 * @param counterparty the other side's name, where the bank gives one; it wins
 * @returns lower-case words without accents, one space between; never empty for a text that has a visible character
 */
export function merchantKey(description: string, counterparty?: string): string {
  const named = counterparty?.trim();
  return (
    (named && keyOf(named)) ||
    keyOf(description) ||
    plainText(description).trim().slice(0, 100) ||
    description.trim().slice(0, 100)
  );
}

/** A word of the merchant's name, as it is compared and as the bank wrote it. */
interface MerchantWord {
  plain: string;
  written: string;
}

/**
 * The merchant's words as the bank wrote them, in the order and number of those of its key; none for a text that holds no name.
 * @param description one of {@link merchantKey}'s two texts
 */
export function merchantWords(description: string): string[] {
  return wordsOf(description).map(({ written }) => written);
}

const written = (text: string): string => text.slice(0, 300).normalize('NFKC');

/** Lower case without accents; the first 300 characters. */
export const plainText = (text: string): string => foldAccents(text.slice(0, 300));

function keyOf(text: string): string {
  return wordsOf(text)
    .map((word) => word.plain)
    .join(' ');
}

function wordsOf(text: string): MerchantWord[] {
  const line = written(text).trim();
  const words = nameWords(dropPaymentWords(line).replace(PROCESSOR, ''));
  // `PAYPAL *1234`: the processor is all there is.
  return words.length ? words : nameWords(line);
}

/** Whether a word, as {@link plainText} makes it, tells of the way of payment and not of the merchant. */
export function isPaymentWord(word: string): boolean {
  return PAYMENT_WORDS.has(word);
}

function dropPaymentWords(line: string): string {
  let rest = line;
  for (;;) {
    const word = /^[^\p{L}\p{N}]*([\p{L}\p{M}]+)(?=[\s:.,/#-]|$)/u.exec(rest);
    if (!word || !PAYMENT_WORDS.has(plainText(word[1]!))) return rest;
    rest = rest.slice(word[0].length).replace(/^[\s:.,/#-]+/, '');
    if (!/\p{L}/u.test(rest)) return line;
  }
}

function nameWords(line: string): MerchantWord[] {
  const words: MerchantWord[] = [];
  for (const token of line.split(/[^\p{L}\p{M}\p{N}'&]+/u)) {
    if (!token) continue;
    if (/\p{N}/u.test(token)) {
      // A number after the name is a store, a date or a reference; what follows is a place or a code.
      if (words.length) break;
      continue;
    }
    const word = plainText(token).replace(/'/g, '');
    if (word.length < 2 || LEGAL_FORMS.has(word) || MONTHS.test(word) || WEB.test(word)) continue;
    if (!words.length && PAYMENT_WORDS.has(word)) continue;
    words.push({ plain: word, written: token });
    if (words.length === MAX_WORDS) break;
  }
  return words;
}
