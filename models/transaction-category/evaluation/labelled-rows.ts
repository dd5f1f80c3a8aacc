import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';

/** Says which columns of a labelled file are what, and which primary categories are right for each of its labels. */
interface Mapping {
  note?: string;
  description: string;
  amount: string;
  label: string;
  primary: Record<string, string[]>;
}

export interface LabelledRow {
  description: string;
  /** 0 where the file does not tell. */
  amountMinor: number;
  /** `YYYY-MM-DD` */
  bookedOn: string;
  /** Primary categories that count as right; the first is what a person would choose. */
  right: string[];
}

/** The rows whose label the mapping knows, by date; those of one day as they stand in the file. @throws where a file is missing */
export function readLabelledRows(file: string, mappingFile: string): { note: string; rows: LabelledRow[] } {
  for (const path of [file, mappingFile]) if (!existsSync(path)) throw new Error(`There is no ${path}`);
  const mapping = JSON.parse(readFileSync(mappingFile, 'utf8')) as Mapping;
  const records = parse(readFileSync(file), { columns: true, bom: true, relax_column_count: true, skip_empty_lines: true }) as Record<
    string,
    string
  >[];
  const rows = records.flatMap((record) => {
    const description = record[mapping.description]?.trim();
    const right = mapping.primary[record[mapping.label]?.trim() ?? ''];
    const bookedOn = record['date']?.slice(0, 10) ?? '';
    if (!description || !right?.length || !/^\d{4}-\d\d-\d\d$/.test(bookedOn)) return [];
    return [{ description, amountMinor: minorUnits(record[mapping.amount] ?? ''), bookedOn, right }];
  });
  return { note: mapping.note ?? file, rows: rows.sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : Number(a.bookedOn > b.bookedOn))) };
}

/** `-1 300.50` → -130050: the last number of the cell, for some have part of the description before it. */
function minorUnits(text: string): number {
  const found = /(-?\d{1,3}(?: \d{3})*|-?\d+)(\.\d+)?$/.exec(text.trim());
  return found ? Math.round(Number(found[0].replace(/ /g, '')) * 100) : 0;
}
