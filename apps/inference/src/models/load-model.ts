import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ort from 'onnxruntime-node';
import type { ModelDescription } from './model-description.js';

export interface LoadedModel {
  description: ModelDescription;
  session: ort.InferenceSession;
}

/** A model that must not be served, with the reason in the message. */
export class ModelError extends Error {
  override name = 'ModelError';
}

/**
 * Loads a model of the repository: `<folder>/<name>/<version>/{model.onnx, model.json}`.
 * @param version the highest numbered one unless told
 * @param threads of ONNX Runtime within one run
 * @throws ModelError when files are missing, contradict each other, or the checksum is not the described one
 */
export async function loadModel(
  folder: string,
  name: string,
  options: { version?: string; threads?: number } = {},
): Promise<LoadedModel> {
  const version = options.version ?? (await latestVersion(join(folder, name)));
  const path = join(folder, name, version);
  const description = await readDescription(join(path, 'model.json'));
  if (description.name !== name || description.version !== version) {
    throw new ModelError(`${path}/model.json describes ${description.name} ${description.version}, not ${name} ${version}`);
  }
  const bytes = await readFile(join(path, 'model.onnx')).catch(() => {
    throw new ModelError(`There is no model.onnx in ${path}`);
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== description.sha256) {
    throw new ModelError(
      `${path}/model.onnx has SHA-256 ${sha256}, but model.json says ${description.sha256}: the file was changed or cut`,
    );
  }
  const session = await ort.InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    intraOpNumThreads: options.threads ?? 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
  return { description, session };
}

async function latestVersion(path: string): Promise<string> {
  const entries = await readdir(path).catch(() => []);
  const versions = entries.filter((entry) => /^\d+$/.test(entry)).sort((a, b) => Number(b) - Number(a));
  if (!versions[0]) throw new ModelError(`There is no model version in ${path}: set MODELS_FOLDER to the model repository`);
  return versions[0];
}

async function readDescription(path: string): Promise<ModelDescription> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ModelError(`There is no ${path}`);
  });
  try {
    return JSON.parse(text) as ModelDescription;
  } catch (error) {
    throw new ModelError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
