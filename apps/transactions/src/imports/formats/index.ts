export * from './csv-mapping.js';
export type { CsvColumn } from './csv-columns.js';
export * from './detect-csv.js';
export * from './file-kind.js';
export { readCsv } from './read-csv.js';
export * from './statement.js';
export { readHead, tooLarge } from './text-source.js';
