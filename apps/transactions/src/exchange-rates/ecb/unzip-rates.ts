import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { promisify } from 'node:util';
import { RateFileError } from './rate-table.js';

const open = promisify(
  (bytes: Buffer, done: (error: Error | null, zip: ZipFile) => void) => void fromBuffer(bytes, { lazyEntries: true }, done),
);

/**
 * The one file in a zip archive, as the bank publishes `eurofxref-hist.zip`.
 * @throws RateFileError for a damaged archive, another number of files, or one that unpacks to more than `maxBytes`
 */
export async function unzipRates(archive: Buffer, maxBytes: number): Promise<Buffer> {
  const zip = await open(archive).catch((error: Error) => {
    throw new RateFileError(`The zip archive cannot be read: ${error.message}`);
  });
  try {
    if (zip.entryCount !== 1) throw new RateFileError(`The zip archive holds ${zip.entryCount} files; one was expected`);
    return await content(zip, await firstEntry(zip), maxBytes);
  } finally {
    zip.close();
  }
}

function firstEntry(zip: ZipFile): Promise<Entry> {
  return new Promise((resolve, reject) => {
    zip.once('entry', resolve);
    zip.once('error', (error: Error) => reject(new RateFileError(`The zip archive cannot be read: ${error.message}`)));
    zip.readEntry();
  });
}

async function content(zip: ZipFile, entry: Entry, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new RateFileError(`The file in the archive is larger than ${Math.round(maxBytes / 1024 / 1024)} MB`);
  if (entry.uncompressedSize > maxBytes) throw tooLarge();
  const stream = await promisify(
    zip.openReadStream.bind(zip) as (entry: Entry, done: (error: Error | null, stream: NodeJS.ReadableStream) => void) => void,
  )(entry);
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of stream) {
      // What the archive says of its sizes need not be true.
      if ((bytes += piece.length) > maxBytes) throw tooLarge();
      pieces.push(piece as Buffer);
    }
  } catch (error) {
    throw error instanceof RateFileError ? error : new RateFileError(`The zip archive is damaged: ${(error as Error).message}`);
  }
  return Buffer.concat(pieces);
}
