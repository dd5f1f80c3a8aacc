/**
 * What a spreadsheet would take for a formula: the beginnings that OWASP's page on CSV injection lists, their full-width twins
 * included, after any apostrophes that already guard them.
 */
const GUARDED = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * A text cell that no spreadsheet evaluates: one that begins like a formula gets an apostrophe in front. Numbers are no texts:
 * a negative amount is written as it is.
 */
export function formulaSafe(text: string): string {
  return GUARDED.test(text) ? `'${text}` : text;
}

/** The text that {@link formulaSafe} was given. */
export function formulaOf(cell: string): string {
  return cell.startsWith("'") && GUARDED.test(cell) ? cell.slice(1) : cell;
}
