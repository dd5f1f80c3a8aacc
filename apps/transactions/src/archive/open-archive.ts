import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { ServiceError } from '#rpc';
import type { BlobStore } from '#storage';
import { LEDGER_ENTRY } from './write-archive.js';

/** Entries of an archive; a list of more would itself be an attack. */
const MAX_ENTRIES = 200_000;

/** A file inside an archive. */
export interface ArchivedFile {
  path: string;
  bytes: number;
  content: () => Promise<Readable>;
}

/** An uploaded archive: a ZIP, or its ledger.jsonl alone. Read from a copy on this machine's disk, for a ZIP is read from its end. */
export class ArchiveFile {
  private constructor(
    private readonly copy: string,
    private readonly zip: yauzl.ZipFile | undefined,
    private readonly entries: yauzl.Entry[],
  ) {}

  /** @throws ServiceError `storage.not-found`; `archive.malformed` for a ZIP that cannot be read or is no archive of ours */
  static async open(blobs: BlobStore, uploadKey: string): Promise<ArchiveFile> {
    const copy = join(tmpdir(), `steward-archive-${randomUUID()}`);
    try {
      await pipeline(await blobs.get(uploadKey), createWriteStream(copy, { mode: 0o600 }));
      if (!(await isZip(copy))) return new ArchiveFile(copy, undefined, []);
      const { zip, entries } = await readDirectory(copy);
      if (!entries.some(({ fileName }) => fileName === LEDGER_ENTRY)) {
        zip.close();
        throw new ServiceError('archive.malformed', `The ZIP is no archive of Steward's: it has no ${LEDGER_ENTRY}`);
      }
      return new ArchiveFile(copy, zip, entries);
    } catch (error) {
      await rm(copy, { force: true });
      throw error;
    }
  }

  /** The JSON lines. */
  async ledger(): Promise<Readable> {
    const entry = this.entries.find(({ fileName }) => fileName === LEDGER_ENTRY);
    return this.zip && entry ? openEntry(this.zip, entry) : createReadStream(this.copy);
  }

  /** The files under `files/`, in the order of the archive. */
  async *files(): AsyncGenerator<ArchivedFile> {
    for (const entry of this.entries) {
      if (!entry.fileName.startsWith('files/') || entry.fileName.endsWith('/')) continue;
      yield { path: entry.fileName, bytes: entry.uncompressedSize, content: () => openEntry(this.zip!, entry) };
    }
  }

  async close(): Promise<void> {
    this.zip?.close();
    await rm(this.copy, { force: true });
  }
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK';
  } finally {
    await file.close();
  }
}

function readDirectory(path: string): Promise<{ zip: yauzl.ZipFile; entries: yauzl.Entry[] }> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(new ServiceError('archive.malformed', `The ZIP archive is damaged: ${error.message}`));
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) return fail(error);
      const entries: yauzl.Entry[] = [];
      zip.on('error', (problem: Error) => {
        zip.close();
        fail(problem);
      });
      zip.on('entry', (entry: yauzl.Entry) => {
        entries.push(entry);
        if (entries.length > MAX_ENTRIES) zip.emit('error', new Error('it has too many entries'));
        else zip.readEntry();
      });
      zip.on('end', () => resolve({ zip, entries }));
      zip.readEntry();
    });
  });
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(new ServiceError('archive.malformed', `${entry.fileName} in the ZIP archive is damaged`));
      else resolve(stream);
    });
  });
}
