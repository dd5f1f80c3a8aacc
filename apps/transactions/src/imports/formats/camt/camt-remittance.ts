import type { XmlElement } from './xml-pieces.js';
import { all, textAt } from './xml-pieces.js';

/** What a payer wrote with a payment. */
export interface CamtRemittance {
  /** For people: the free text, else what the structured part says. */
  text: string;
  /** References of the one who is paid: `RF18…`, a Swiss QR reference, a Belgian structured communication. */
  creditorReferences: string[];
  /** Numbers of invoices and credit notes that {@link text} does not have. */
  documents: string[];
}

/** Characters of one `Ustrd` at most, by the schema: one of that length goes on in the next without a space. */
const FULL_LINE = 140;

/** The remittance information of a payment, free (`Ustrd`) or structured (`Strd`), in any number. */
export function remittanceIn(element: XmlElement | undefined): CamtRemittance {
  const structured = all(element, 'Strd');
  const creditorReferences = structured.flatMap((each) => texts(textAt(each, 'CdtrRefInf', 'Ref|CdtrRef')));
  const documents = structured.flatMap((each) =>
    all(each, 'RfrdDocInf').flatMap((document) => texts(textAt(document, 'Nb|RfrdDocNb'))),
  );
  const written = [joinLines(all(element, 'Ustrd').map(({ text }) => text))];
  for (const each of structured) for (const { text } of all(each, 'AddtlRmtInf')) written.push(text);
  const text = written.filter((part) => part !== '').join(' ') || [...creditorReferences, ...documents].join(' ');
  return { text, creditorReferences, documents: documents.filter((number) => !text.includes(number)) };
}

function joinLines(lines: string[]): string {
  let text = '';
  let before = 0;
  for (const line of lines) {
    text += text === '' || before >= FULL_LINE ? line : ` ${line}`;
    before = line.length;
  }
  return text;
}

function texts(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}
