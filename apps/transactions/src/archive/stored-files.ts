import type { EntityManager } from 'typeorm';
import type { BlobStore } from '#storage';
import { isUuid, remapSegment } from './remap-ids.js';
import { NOT_ARCHIVED, type UserTable } from './user-tables.js';

/** Folders of the file store that hold people's files, each with one folder a person. */
export const USER_FOLDERS = ['uploads', 'attachments', 'exports'] as const;

/** A file of the user's that a row names by its key. */
export interface StoredFile {
  /** `attachments/<user>/<id>` */
  key: string;
  /** As the user named it. */
  fileName?: string;
}

/** Text columns that hold keys of the file store, by the convention of their names. */
const isKeyColumn = ({ name, type }: { name: string; type: string }): boolean => type === 'text' && name.endsWith('_key');

/** Every file that a user's rows name and that is still there, each once. */
export async function readStoredFiles(
  manager: EntityManager,
  blobs: BlobStore,
  userId: string,
  tables: UserTable[],
): Promise<StoredFile[]> {
  const files = new Map<string, StoredFile>();
  for (const table of tables) {
    if (NOT_ARCHIVED.has(table.name)) continue;
    const fileName = table.columns.some(({ name }) => name === 'file_name') ? 't.file_name' : 'null';
    for (const { name } of table.columns.filter(isKeyColumn)) {
      const rows: { key: string; fileName: string | null }[] = await manager.query(
        `select t."${name}" as key, ${fileName} as "fileName" from transactions."${table.name}" t
         where ${table.owned} and split_part(t."${name}", '/', 2) = $2`,
        [userId, userId],
      );
      for (const row of rows) {
        // An upload that is imported twice is one file.
        if (!files.has(row.key)) files.set(row.key, { key: row.key, ...(row.fileName ? { fileName: row.fileName } : {}) });
      }
    }
  }
  const there = await Promise.all([...files.values()].map(async (file) => ((await blobs.head(file.key)) ? [file] : [])));
  return there.flat();
}

/** Where a file stands in an archive: its key without the owner, and its name behind it. `files/uploads/<id>/march.csv` */
export function archivePath({ key, fileName }: StoredFile): string {
  const [folder, , ...rest] = key.split('/');
  const name = (fileName ?? '')
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(0, 200);
  return ['files', folder, ...rest, name || 'file'].join('/');
}

/** The key for a file of an archive under its new owner; undefined for what is no file of a folder of ours. */
export function restoredKey(userId: string, path: string): string | undefined {
  const [files, folder, ...rest] = path.split('/');
  const segments = rest.slice(0, -1);
  const known = USER_FOLDERS.some((each) => each === folder && each !== 'exports');
  if (files !== 'files' || !known || !segments.length || !isUuid(segments[0]!.slice(0, 36))) return undefined;
  return [folder, userId, ...segments.map((segment) => remapSegment(userId, segment))].join('/');
}
