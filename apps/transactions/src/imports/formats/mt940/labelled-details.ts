import type { Mt940Details } from './stated-details.js';

/** `OD: JAN NOWAK` (from), `DLA:` (to), `Z RACH.:` and `NA RACH.:` (from and to account), `TYT.:` (title), `TNR:` (number). */
const POLISH = /^((?:Z|NA) RACH|OD|DLA|TYT|TNR|ID [A-Z]+)\.?:\s*/;
/** `text REK: NL65INGB0123456789/NAAM: Jan`. */
const DUTCH = /\bREK:\s*([A-Z0-9]+)\/NAAM:/;

/** Details with labels, as Polish banks and Knab write them. Undefined for a text that is not written so. */
export function readLabelled(text: string): Mt940Details | undefined {
  const dutch = DUTCH.exec(text);
  if (dutch)
    return {
      text: text.slice(0, dutch.index).trim(),
      counterpartyAccount: dutch[1],
      counterparty: text.slice(dutch.index + dutch[0].length).trim(),
    };
  if (!/; TYT\.:/.test(text)) return undefined;
  const parts = new Map<string, string>();
  let label = '';
  for (const part of text.split(/;\s*/)) {
    const found = POLISH.exec(part);
    if (found) label = found[1] as string;
    const value = found ? part.slice(found[0].length) : part;
    parts.set(label, parts.has(label) ? `${parts.get(label)}; ${value}` : value);
  }
  const value = (...labels: string[]): string | undefined =>
    labels.map((each) => parts.get(each)?.trim()).find((each) => each !== undefined && each !== '');
  return {
    text: value('TYT') ?? '',
    kind: value(''),
    counterparty: value('OD', 'DLA'),
    counterpartyAccount: value('Z RACH', 'NA RACH')?.replace(/\s/g, ''),
  };
}
