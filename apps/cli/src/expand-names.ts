import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CliError } from './io.js';

/**
 * File names with `*` and `?` in their last part replaced by the files they mean, in alphabetical order. Shells do this by
 * themselves; the command prompt of Windows and schedulers do not.
 * @throws CliError where one means no file
 */
export async function expandNames(names: string[]): Promise<string[]> {
  const expanded = await Promise.all(names.map(async (name) => (/[*?]/.test(basename(name)) ? matching(name) : [name])));
  return [...new Set(expanded.flat())];
}

async function matching(name: string): Promise<string[]> {
  const folder = dirname(name);
  const pattern = basename(name)
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const files = (await readdir(folder)).filter((file) => new RegExp(`^${pattern}$`, 's').test(file)).sort();
  if (!files.length) throw new CliError(`No file is called ${name}`);
  return files.map((file) => (folder === '.' ? file : join(folder, file)));
}
