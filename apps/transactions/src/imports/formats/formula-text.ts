/**
 * What a spreadsheet would take for a formula: the beginnings that OWASP's page on CSV injection lists, and their full-width twins,
 * also behind blanks and behind the apostrophes that guard them.
 */
const FORMULA = /^[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * A text cell that no spreadsheet evaluates: one that begins like a formula gets an apostrophe in front. Numbers are no texts:
 * a negative amount is written as it is.
 */
export function formulaSafe(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that {@link formulaSafe} was given, but for blanks around it. */
export function formulaOf(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1).trimStart() : cell;
}
