import { strToU8, unzipSync, zipSync } from 'fflate';

/** A cell: a text, a number, or the XML of a cell without its name (`t="b"><v>1</v>`). */
export type PlayedCell = string | number | { xml: string } | undefined;

export interface PlayedSheet {
  name?: string;
  rows: PlayedCell[][];
  hidden?: boolean;
}

const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

/** A workbook for specs, written by hand: texts are shared, styles 1 and 2 show days, 3 hours. `parts` replaces or adds parts. */
export function playWorkbook(
  sheets: readonly PlayedSheet[],
  { from1904 = false, parts = {} }: { from1904?: boolean; parts?: Record<string, string | Uint8Array> } = {},
): Buffer {
  const texts: string[] = [];
  const shared = (text: string): number => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1);
  const cell = (value: PlayedCell, name: string): string => {
    if (value === undefined) return '';
    if (typeof value === 'number') return `<c r="${name}"><v>${value}</v></c>`;
    if (typeof value === 'object') return `<c r="${name}" ${value.xml}</c>`;
    return `<c r="${name}" t="s"><v>${shared(value)}</v></c>`;
  };
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, hidden }, i) =>
          `<sheet name="${name ?? `S${i + 1}`}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => `<Relationship Id="rId${i}" Target="worksheets/s${i}.xml"/>`)
      .join('')}</Relationships>`,
    'xl/styles.xml': STYLES,
  };
  sheets.forEach(({ rows }, i) => {
    const xml = rows.map((cells, y) =>
      cells.length
        ? `<row r="${y + 1}">${cells.map((value, x) => cell(value, `${String.fromCharCode(65 + x)}${y + 1}`)).join('')}</row>`
        : '',
    );
    files[`xl/worksheets/s${i}.xml`] = `<worksheet><sheetData>${xml.join('')}</sheetData></worksheet>`;
  });
  files['xl/sharedStrings.xml'] =
    `<sst>${texts.map((text) => `<si><t>${text.replaceAll('&', '&amp;')}</t></si>`).join('')}</sst>`;
  const zipped = Object.entries({ ...files, ...parts }).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(`<?xml version="1.0"?>${content}`) : content,
  ]);
  return Buffer.from(zipSync(Object.fromEntries(zipped) as Record<string, Uint8Array>));
}

/** A cell that shows a day. */
export const day = (serial: number | string, style = 1): PlayedCell => ({ xml: `s="${style}"><v>${serial}</v>` });

/** The parts of a workbook by name. */
export function unpack(workbook: Uint8Array): Record<string, Uint8Array> {
  return unzipSync(workbook);
}

export function pack(parts: Record<string, Uint8Array>): Buffer {
  return Buffer.from(zipSync(parts));
}
