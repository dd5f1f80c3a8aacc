import { formatMinor } from '#money';
import type { ExportAccount, ExportRow, ExportRows } from './export-row.js';
import { lineOf } from './text-fields.js';

const QIF_TYPE: Record<string, string> = { 'credit-card': 'CCard', cash: 'Cash', loan: 'Oth L', investment: 'Oth A' };

/**
 * Transactions as QIF, an account after the other, with categories (`Lprimary:detailed`), parts (`S`, `E`, `$`) and transfers
 * (`L[other account]`). Days as `MM/DD/YYYY`, the format's own order. QIF knows no currencies, tags or ids: those are left out,
 * as are line ends within texts, for every line is a field.
 */
export async function* writeQif(
  rowsOf: (accountId: string) => ExportRows,
  accounts: readonly ExportAccount[],
): AsyncGenerator<string> {
  yield '!Option:MDY\n!Option:AutoSwitch\n';
  for (const account of accounts) {
    const type = QIF_TYPE[account.type] ?? 'Bank';
    yield `!Account\nN${bracketless(account.name)}\nT${type}\n^\n!Type:${type}\n`;
    for await (const batch of rowsOf(account.id)) yield batch.map(record).join('');
  }
  yield '!Clear:AutoSwitch\n';
}

function record(row: ExportRow): string {
  const amount = formatMinor(row.amountMinor, row.currency);
  const lines = [`D${usDay(row.bookedOn)}`, `T${amount}`, row.status === 'booked' ? 'C*' : undefined];
  lines.push(field('N', row.reference), field('P', row.counterparty ?? row.description));
  lines.push(field('M', row.counterparty === undefined ? row.notes : row.description));
  lines.push(field('L', row.transferAccount === undefined ? categoryOf(row) : `[${bracketless(row.transferAccount)}]`));
  for (const part of row.splits) {
    lines.push(`S${categoryOf(part) ?? ''}`, field('E', part.notes), `$${formatMinor(part.amountMinor, row.currency)}`);
  }
  return `${lines.filter((line) => line !== undefined).join('\n')}\n^\n`;
}

function field(code: string, text: string | undefined): string | undefined {
  const line = lineOf(text ?? '');
  return line ? code + line : undefined;
}

/** In a category's field a stroke begins a class, and brackets mean an account. */
function categoryOf({ category }: { category?: string }): string | undefined {
  return category === undefined ? undefined : bracketless(category).replaceAll('/', '-');
}

/** A name that cannot be taken for the end of a `[name]`. */
const bracketless = (name: string): string => lineOf(name).replaceAll('[', '(').replaceAll(']', ')');

const usDay = (day: string): string => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;
