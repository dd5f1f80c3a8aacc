import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDescription, type ModelDescription } from './model-description.js';
import { ModelError } from './model-error.js';

/** The versions of a repository's model, ascending; none where the folder is not there. */
export async function versionsIn(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(join(folder, name)).catch(() => []);
  return entries.filter((entry) => /^[1-9]\d{0,8}$/.test(entry)).sort((a, b) => Number(a) - Number(b));
}

/** The models of a repository: folders that hold a version. */
export async function modelsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const versions = await Promise.all(names.map((name) => versionsIn(folder, name)));
  return names.filter((_, i) => versions[i]!.length > 0).sort();
}

/**
 * Reads `<folder>/<name>/<version>/model.json`.
 * @throws ModelError when it is missing, not JSON, or describes another model
 */
export async function readDescription(folder: string, name: string, version: string): Promise<ModelDescription> {
  const path = join(folder, name, version, 'model.json');
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ModelError(`There is no ${path}`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ModelError(`${path} is not JSON: ${(error as Error).message}`);
  }
  try {
    return parseDescription(json, { name, version });
  } catch (error) {
    throw new ModelError(`${path}: ${(error as Error).message}`);
  }
}

/** Reads `<folder>/<name>/<version>/model.onnx`. @throws ModelError when it is missing */
export async function readGraph(folder: string, name: string, version: string): Promise<Buffer> {
  const path = join(folder, name, version, 'model.onnx');
  return readFile(path).catch(() => {
    throw new ModelError(`There is no ${path}`);
  });
}
