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
   kortkob dankort kortbetaling betalning compras ref reference no nr num id effec debicheck`.split(/\s+/),
);

/** Processors that stand before the merchant's name: `SQ *BLUE BOTTLE`, `PAYPAL *STEAM`. */
const PROCESSOR =
  /^(?:sq|sqc|tst|py|pp|paypal|sumup|iz|izettle|zettle|stripe|gocardless|klarna|adyen|mollie|worldpay|payu|ccv|sp|ppl|google|apl)\s*\*+\s*/;

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
    (named && keyOf(named)) || keyOf(description) || plain(description).trim().slice(0, 100) || description.trim().slice(0, 100)
  );
}

function plain(text: string): string {
  return text
    .slice(0, 300)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

function keyOf(text: string): string {
  const line = plain(text).trim();
  const withoutProcessor = dropPaymentWords(line).replace(PROCESSOR, '');
  const words = merchantWords(withoutProcessor);
  // `PAYPAL *1234`: the processor is all there is.
  return (words.length ? words : merchantWords(line)).join(' ');
}

function dropPaymentWords(line: string): string {
  let rest = line;
  for (;;) {
    const word = /^[^\p{L}\p{N}]*(\p{L}+)(?=[\s:.,/#-]|$)/u.exec(rest);
    if (!word || !PAYMENT_WORDS.has(word[1]!)) return rest;
    rest = rest.slice(word[0].length).replace(/^[\s:.,/#-]+/, '');
    if (!/\p{L}/u.test(rest)) return line;
  }
}

function merchantWords(line: string): string[] {
  const words: string[] = [];
  for (const token of line.split(/[^\p{L}\p{N}'&]+/u)) {
    if (!token) continue;
    if (/\p{N}/u.test(token)) {
      // A number after the name is a store, a date or a reference; what follows is a place or a code.
      if (words.length) break;
      continue;
    }
    const word = token.replace(/'/g, '');
    if (word.length < 2 || LEGAL_FORMS.has(word) || MONTHS.test(word) || WEB.test(word)) continue;
    if (!words.length && PAYMENT_WORDS.has(word)) continue;
    words.push(word);
    if (words.length === MAX_WORDS) break;
  }
  return words;
}
