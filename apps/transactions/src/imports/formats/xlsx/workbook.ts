import { StatementError } from '../statement.js';
import { showsDay, unescapeText } from './cell-text.js';
import { type SheetRow, SheetRows } from './sheet-rows.js';
import { xmlEvents } from './xml-events.js';
import { ZipParts } from './zip-parts.js';

export interface Sheet {
  name: string;
  hidden: boolean;
  /** Its part in the archive. */
  part: string;
}

/** Characters of all texts of a workbook together: they are held in memory while it is read. */
const MAX_SHARED_CHARACTERS = 64 * 1024 * 1024;
/** As Excel has it. */
const MAX_ROWS = 1_048_576;

/**
 * An Excel workbook (.xlsx, ECMA-376), its sheets read row by row. yauzl unpacks, with limits, and saxes reads the XML; the
 * packages that do both unpack the whole file into memory without a limit, and make dates of the local time zone and floats.
 */
export class Workbook {
  readonly sheets: Sheet[] = [];
  /** Days are counted from 1904, as old Macs did. */
  from1904 = false;
  private texts: string[] = [];
  private readonly dayStyles: boolean[] = [];

  private constructor(private readonly parts: ZipParts) {}

  /** @throws StatementError import.malformed; import.not-a-statement for an archive that is no workbook */
  static async open(bytes: Buffer): Promise<Workbook> {
    const parts = await ZipParts.open(bytes);
    if (!parts.has('xl/workbook.xml')) {
      const what = parts.has('content.xml')
        ? 'an OpenDocument file'
        : parts.has('xl/workbook.bin')
          ? 'a binary workbook'
          : 'a ZIP archive';
      throw new StatementError(
        'import.not-a-statement',
        `The file is ${what}, not an Excel workbook (.xlsx). Save it as .xlsx or CSV, or unpack it, and drop that file here.`,
      );
    }
    const workbook = new Workbook(parts);
    await workbook.readSheets();
    await workbook.readStyles();
    await workbook.readTexts();
    return workbook;
  }

  /** The rows of a sheet that have a value, in its order. Throws StatementError import.malformed. */
  async *rows(sheet: Sheet): AsyncGenerator<SheetRow[]> {
    const rows = new SheetRows({
      from1904: this.from1904,
      isDay: (style) => this.dayStyles[style] ?? false,
      sharedText: (index) => this.texts[index] ?? '',
    });
    let count = 0;
    for await (const _ of xmlEvents(this.parts.text(sheet.part), rows)) {
      const taken = rows.take();
      count += taken.length;
      if (count > MAX_ROWS) throw new StatementError('import.malformed', 'The sheet has more rows than a workbook can have.');
      if (taken.length > 0) yield taken;
    }
  }

  private async readSheets(): Promise<void> {
    const targets = new Map<string, string>();
    if (this.parts.has('xl/_rels/workbook.xml.rels')) {
      await this.read('xl/_rels/workbook.xml.rels', (name, { Id, Target }) => {
        if (name === 'Relationship' && Id && Target) targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
      });
    }
    await this.read('xl/workbook.xml', (name, attributes) => {
      if (name === 'workbookPr') this.from1904 = /^(?:1|true|on)$/i.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const part = targets.get(attributes['r:id'] ?? '') ?? `xl/worksheets/sheet${this.sheets.length + 1}.xml`;
      const hidden = /hidden/i.test(attributes.state ?? '');
      // Chart sheets and the like have no rows.
      if (this.parts.has(part) && !/chartsheets|dialogsheets/.test(part))
        this.sheets.push({ name: (attributes.name ?? '').slice(0, 100), hidden, part });
    });
    if (this.sheets.length === 0) throw new StatementError('import.malformed', 'The workbook has no sheet that can be read.');
  }

  private async readStyles(): Promise<void> {
    if (!this.parts.has('xl/styles.xml')) return;
    const codes = new Map<number, string>();
    let inCellStyles = false;
    await this.read(
      'xl/styles.xml',
      (name, { numFmtId, formatCode }) => {
        if (name === 'numFmt') codes.set(Number(numFmtId), formatCode ?? '');
        else if (name === 'cellXfs') inCellStyles = true;
        else if (name === 'xf' && inCellStyles) this.dayStyles.push(showsDay(Number(numFmtId ?? 0), codes.get(Number(numFmtId))));
      },
      (name) => void (inCellStyles &&= name !== 'cellXfs'),
    );
  }

  private async readTexts(): Promise<void> {
    if (!this.parts.has('xl/sharedStrings.xml')) return;
    let text = '';
    let phonetic = false;
    let characters = 0;
    await this.read(
      'xl/sharedStrings.xml',
      (name) => {
        if (name === 'si') text = '';
        // How East Asian characters are pronounced stands beside them.
        if (name === 'rPh') phonetic = true;
      },
      (name, content) => {
        if (name === 't' && !phonetic) text += content;
        else if (name === 'rPh') phonetic = false;
        else if (name === 'si') {
          characters += text.length + 8;
          if (characters > MAX_SHARED_CHARACTERS)
            throw new StatementError('import.too-large', 'The workbook has more text than can be read.');
          this.texts.push(unescapeText(text));
        }
      },
    );
  }

  private async read(
    part: string,
    open: (name: string, attributes: Readonly<Record<string, string>>) => void,
    close?: (name: string, text: string) => void,
  ): Promise<void> {
    for await (const _ of xmlEvents(this.parts.text(part), { open, close })) void _;
  }
}
