import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A file or folder of the checkout, looked for in this folder and each one above it: the code runs from the sources as well
 * as compiled, some folders deeper.
 * @param path relative, as `node_modules/some-package/file.json`
 */
export function findUpwards(path: string): string | undefined {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = join(folder, path);
    if (existsSync(found)) return found;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * A file of an npm package that training reads.
 * @throws Error when the package is not installed
 */
export function packageFile(name: string, path: string): string {
  const found = findUpwards(join('node_modules', name, path));
  if (!found) throw new Error(`There is no node_modules/${name}/${path}: training needs the npm package ${name}. Run npm install with development packages`);
  return found;
}
