import type { Mt940Details } from './stated-details.js';
import { readKeywords } from './sepa-keywords.js';

/** A transaction code and the sign that parts the subfields; any sign can be that, but not one of running text. */
const BEGINNING = /^(\d{3})?([?<>~^@!§|$&*#%=])(?=\d\d)/;
/** Characters of a full subfield. */
const FULL = 27;

const PURPOSE = range(20, 29);
const MORE_PURPOSE = range(60, 63);

/**
 * Details in numbered subfields: 00 kind of movement, 20–29 and 60–63 what the payer wrote, 30 and 31 bank and account of the
 * other side, 32 and 33 its name, 38 its IBAN. Undefined for a text that is not written so.
 */
export function readNumbered(text: string): Mt940Details | undefined {
  const beginning = BEGINNING.exec(text);
  if (!beginning) return undefined;
  const sign = beginning[2] as string;
  const subfields = new Map<string, string>();
  let number = '';
  for (const part of text.slice(beginning[0].length).split(sign)) {
    if (/^\d\d/.test(part)) {
      number = part.slice(0, 2);
      append(subfields, number, part.slice(2), '');
    } else append(subfields, number, part, sign);
  }
  return detailsOf(subfields, {
    kind: ['00'],
    purpose: PURPOSE,
    // Where 64 and 65 are used too, 60 and what follows is an address.
    more: subfields.has('64') || subfields.has('65') ? [] : MORE_PURPOSE,
    name: ['32', '33'],
    account: ['38', '31'],
  });
}

/**
 * Details in a `:NS:` field, whose lines begin with a number: 01–14 what the payer wrote, 15 and 16 the other side, 17 kind of
 * movement, 34 its account.
 */
export function readNumberedLines(lines: readonly string[]): Mt940Details {
  const subfields = new Map<string, string>();
  for (const line of lines) append(subfields, line.slice(0, 2), line.slice(2).trim(), ' ');
  return detailsOf(subfields, { kind: ['17'], purpose: range(1, 14), more: [], name: ['15', '16'], account: ['34'] });
}

function detailsOf(
  subfields: ReadonlyMap<string, string>,
  numbers: Record<'kind' | 'purpose' | 'more' | 'name' | 'account', string[]>,
): Mt940Details {
  const values = (which: string[]): string[] =>
    which.map((number) => subfields.get(number)).filter((value) => value !== undefined);
  const purpose = values(numbers.purpose);
  const more = values(numbers.more);
  // Only what fills its ten subfields goes on in the next four; else those hold something of their own.
  const isOneText = purpose.length === numbers.purpose.length || more.length === 0;
  const details = isOneText
    ? readKeywords(joinSubfields([...purpose, ...more]))
    : bothOf(readKeywords(joinSubfields(purpose)), readKeywords(joinSubfields(more)));
  const kind = values(numbers.kind)[0]?.trim();
  const name = joinSubfields(values(numbers.name)).trim();
  const account =
    values(numbers.account)
      .find((value) => value.trim() !== '')
      ?.trim() ?? details.counterpartyAccount;
  return { ...details, ...(kind && { kind }), ...(name && { counterparty: name }), counterpartyAccount: account };
}

/** What the first text says, and what only the second does. */
function bothOf(first: Mt940Details, second: Mt940Details): Mt940Details {
  const known = Object.entries(first).filter(([, value]) => value !== undefined && value !== '');
  return { ...second, ...Object.fromEntries(known) };
}

/** Subfields are cut wherever they are full, also in the middle of a word; a shorter one ended at a space. */
function joinSubfields(values: string[]): string {
  return values.reduce((text, value, i) => text + (i > 0 && (values[i - 1] as string).length < FULL ? ' ' : '') + value, '');
}

function append(subfields: Map<string, string>, number: string, value: string, between: string): void {
  const known = subfields.get(number);
  subfields.set(number, known === undefined ? value : known + between + value);
}

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(2, '0'));
}
