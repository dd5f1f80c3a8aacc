import { dayOf, RateFileError, type RateTable } from './rate-table.js';

const NOT_AVAILABLE = /^(n\/a|-|)$/i;
const CODE = /^[A-Z]{3}$/;

/**
 * Reads `eurofxref-hist.csv` or `eurofxref.csv`: a column a currency, a line a day, a comma also after the last value.
 * @throws RateFileError where the first line is not that of such a file
 */
export function readEcbCsv(text: string, into: RateTable): void {
  const lines = text.split(/\r\n|\r|\n/);
  const currencies = headOf(lines[0] ?? '');
  lines.forEach((line, i) => {
    if (i === 0 || line.trim() === '') return;
    const [date = '', ...values] = cells(line);
    const day = dayOf(date);
    if (!day) {
      into.complain(i + 1, `"${date.slice(0, 30)}" is not a day`);
      return;
    }
    if (values.length !== currencies.length) {
      into.complain(i + 1, `${values.length} values where the first line names ${currencies.length} currencies`);
      return;
    }
    values.forEach((value, column) => {
      if (!NOT_AVAILABLE.test(value)) into.add(i + 1, currencies[column]!, day, value);
    });
  });
}

function headOf(line: string): string[] {
  const [first = '', ...currencies] = cells(line);
  if (!/^date$/i.test(first) || currencies.length === 0 || !currencies.every((code) => CODE.test(code))) {
    throw new RateFileError('The first line should read "Date,USD,JPY,…", as in the files of the European Central Bank');
  }
  return currencies;
}

/** The values of a line; the comma after the last is no value more. */
function cells(line: string): string[] {
  const values = line.split(',').map((value) => value.trim().replace(/^"(.*)"$/, '$1'));
  if (values.length > 1 && values.at(-1) === '') values.pop();
  return values;
}
