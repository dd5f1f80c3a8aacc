import { Readable } from 'node:stream';
import yazl from 'yazl';
import type { BlobStore } from '#storage';
import { archivePath, type StoredFile } from './stored-files.js';

export const LEDGER_ENTRY = 'ledger.jsonl';

export interface ArchiveContent {
  ledger: AsyncIterable<string>;
  transactionsCsv: () => AsyncIterable<string>;
  files: StoredFile[];
  onFile: (done: number) => Promise<void>;
}

/**
 * A ZIP of everything a user owns, as a stream of bytes: nothing of it is held in memory, and one entry is read at a time, in
 * the order in which they stand, because two cannot read from one database connection at once.
 */
export async function* writeArchive(content: ArchiveContent, blobs: BlobStore): AsyncGenerator<Uint8Array> {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as unknown as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  zip.addBuffer(Buffer.from(README), 'README.txt');
  addTexts(zip, LEDGER_ENTRY, () => content.ledger);
  addTexts(zip, 'transactions.csv', content.transactionsCsv);
  let done = 0;
  for (const file of content.files) {
    zip.addReadStreamLazy(archivePath(file), { compress: false }, (callback) => {
      const read = async function* (): AsyncGenerator<Uint8Array> {
        for await (const chunk of await blobs.get(file.key)) yield chunk as Uint8Array;
        await content.onFile(++done);
      };
      callback(null, Readable.from(read(), { objectMode: false }));
    });
  }
  zip.end();
  for await (const chunk of output) yield chunk as Uint8Array;
}

function addTexts(zip: yazl.ZipFile, name: string, texts: () => AsyncIterable<string>): void {
  zip.addReadStreamLazy(name, (callback) => {
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      for await (const text of texts()) if (text) yield Buffer.from(text);
    };
    callback(null, Readable.from(bytes(), { objectMode: false }));
  });
}

const README = `Everything Steward keeps of you
===============================

ledger.jsonl      All of it, a line a record, lossless: accounts, categories, rules, budgets, goals, saved filters, imports and
                  every transaction with its parts, tags, notes and where its category came from. The format is described in
                  Steward's documentation (docs/formats/json-lines.md).
transactions.csv  The transactions once more, for a spreadsheet. A text that a spreadsheet would take for a formula begins with
                  an apostrophe.
files/            The files you gave Steward: uploads/ are bank statements, attachments/ are receipts. "uploadKey" and "blobKey"
                  in ledger.jsonl say which record each belongs to.

To put all of it back, open "Your data" in an account that is still empty and choose "Restore".
`;
