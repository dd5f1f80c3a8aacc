/**
 * Rules compare texts without regard to capitals; accents count, and nothing else is changed: `CAFÉ` is `café`, not `cafe`.
 *
 * Page, process and database must agree on what a capital is, so both sides use Unicode's simple mapping, a character at a time:
 * here by {@link foldCase}, in SQL by {@link foldedSql}, whose collation gives the same answer whatever the database's locale.
 * JavaScript's own `toLowerCase` differs in two characters: it makes two of `İ`, and looks around a `Σ`.
 */
export function foldCase(text: string): string {
  return text.replace(/[İΣ]/g, (letter) => (letter === 'İ' ? 'i' : 'σ')).toLowerCase();
}

/** As {@link foldCase}, of a SQL expression; null stays null. */
export const foldedSql = (expression: string): string => `lower(${expression} collate "pg_c_utf8")`;
