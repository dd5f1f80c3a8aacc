import iconv from 'iconv-lite';

import type { CsvMapping } from './csv-mapping.js';
import { CsvSplitter } from './csv-splitter.js';
import type { DetectedTable } from './detect-table.js';
import { detectTable, MAX_COLUMNS } from './detect-table.js';
import type { StatementWarning } from './statement.js';
import { StatementError } from './statement.js';
import type { TableLayout } from './table-layout.js';
import { layOutRecords, scoreLayout } from './table-layout.js';
import { detectEncoding } from './text-encoding.js';

/** What is known from elsewhere, to decide what the file leaves open. */
export interface CsvHints {
  /** ISO 4217 code of the account; where dates can be read both ways, USD means month first. */
  currency?: string;
  /** Set where a person chose it; otherwise it is found. */
  encoding?: string;
  delimiter?: CsvMapping['delimiter'];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * How the CSV file that begins with `head` is to be read, found from its names and values.
 * Give as much of the file as is at hand (256 KiB is plenty): the order of day and month is
 * decided over all rows in it. The mapping may be incomplete ({@link problemsOf}) where a
 * person has to say what the columns are.
 *
 * @throws StatementError import.empty-file; import.not-a-statement for text without columns; import.unknown-encoding
 */
export function detectCsv(head: Uint8Array, hints: CsvHints = {}): DetectedTable {
  const warnings: StatementWarning[] = [];
  const { encoding, certain } = hints.encoding === undefined ? detectEncoding(head) : { encoding: hints.encoding, certain: true };
  const known: boolean = iconv.encodingExists(encoding);
  if (!known)
    throw new StatementError('import.unknown-encoding', `"${encoding.slice(0, 40)}" is not an encoding that can be read.`);
  if (!certain)
    warnings.push({
      code: 'file.guessed-encoding',
      message: `The file does not say its encoding; ${encoding} fits best. If names look wrong, choose another.`,
    });
  const text = iconv.decode(Buffer.from(head), encoding).replaceAll('\0', '').replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw new StatementError('import.empty-file', 'The file has no text in it.');

  const layout = bestLayout(text, hints.delimiter ? [hints.delimiter] : DELIMITERS);
  const { delimiter, quote } = layout;
  return detectTable(layout, { encoding, delimiter, quote }, hints.currency, warnings);
}

interface Layout extends TableLayout {
  delimiter: CsvMapping['delimiter'];
  quote: CsvMapping['quote'];
}

/** The delimiter by which the text becomes a table that has dates and amounts. */
function bestLayout(text: string, delimiters: readonly CsvMapping['delimiter'][]): Layout {
  const single = /(?:^|[,;\t|\n])'[^'\n]*'(?=[,;\t|\n])/g;
  const double = /(?:^|[,;\t|\n])"/g;
  const quote = (text.match(single)?.length ?? 0) > (text.match(double)?.length ?? 0) ? "'" : '"';
  let best: Layout | undefined;
  let bestScore = -1;
  for (const delimiter of delimiters) {
    if (!text.includes(delimiter)) continue;
    const layout = layOut(text, delimiter, quote);
    if (layout.width > MAX_COLUMNS && delimiters.length > 1) {
      best ??= layout;
      continue;
    }
    const score = scoreLayout(layout);
    if (score > bestScore) [best, bestScore] = [layout, score];
  }
  return best ?? { delimiter: ',', quote, width: 1, header: [], rows: [], skipLines: 0, regular: 0 };
}

function layOut(text: string, delimiter: CsvMapping['delimiter'], quote: CsvMapping['quote']): Layout {
  const splitter = new CsvSplitter(delimiter, quote);
  return { ...layOutRecords([...splitter.push(text), ...splitter.end()]), delimiter, quote };
}
