import { join } from 'node:path';
import { ModelError } from './model-error.js';
import { openVersion, type OpenedVersion } from './open-version.js';
import { readDescription, readGraph, versionsIn } from './read-version-folder.js';

export { ModelError };

/**
 * Loads a model of a repository's folder, `<folder>/<name>/<version>/{model.onnx, model.json}`, without the registry.
 * @param options.version the highest numbered one unless told
 * @param options.threads of ONNX Runtime within one run; 1 unless told
 * @throws ModelError when files are missing, contradict each other, or the checksum is not the described one
 */
export async function loadModel(
  folder: string,
  name: string,
  options: { version?: string; threads?: number } = {},
): Promise<OpenedVersion> {
  const version = options.version ?? (await versionsIn(folder, name)).at(-1);
  if (!version) {
    throw new ModelError(`There is no model version in ${join(folder, name)}: set MODELS_FOLDER to the model repository`);
  }
  const description = await readDescription(folder, name, version);
  return openVersion(await readGraph(folder, name, version), description, { providers: ['cpu'], threads: options.threads ?? 1 });
}
