/** Rows that could not be read, as a CSV file to correct them by. */
export function rowsCsv(rows: readonly { line: number; message: string; excerpt: string }[]): string {
  return [['Line', 'Reason', 'Row'], ...rows.map(({ line, message, excerpt }) => [String(line), message, excerpt])]
    .map((fields) => fields.map(quoted).join(','))
    .join('\r\n')
    .concat('\r\n');
}

/** A spreadsheet takes a text that begins like a formula for one; a leading apostrophe keeps it a text. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

/** Lets the browser save a text as a file. */
export function saveText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: fileName });
  link.click();
  URL.revokeObjectURL(url);
}
