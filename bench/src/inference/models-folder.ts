import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ModelDescription } from '../../../apps/inference/src/models/model-description.js';
import { denseNetwork, PHOTO_CLASSES, photoNetwork, SIDE } from './networks.js';

const CATEGORY_MODELS = resolve(import.meta.dirname, '../../../models/transaction-category');

/** Columns of the small network's input, of its layers, and its classes: a model of a table's rows. */
export const SMALL_SIZES = [32, 64, 64, 8];
/** Of the wide one, whose weights cost more to read than one row's multiplications. */
export const WIDE_SIZES = [512, 1024, 1024, 64];
/** Rows of one run of the photo network. */
export const PHOTO_BATCH = 4;

export interface ModelsFolder {
  path: string;
  /** Folder of a model's version. */
  versionOf(name: string): string;
  remove(): Promise<void>;
}

/** A repository of the models that are measured; `…-alone` is the same graph, one row a run. */
export async function writeModels(): Promise<ModelsFolder> {
  const path = await mkdtemp(join(tmpdir(), 'steward-bench-models-'));
  const versionOf = (name: string) => join(path, name, '1');
  const write = async (name: string, graph: Uint8Array, description: Partial<ModelDescription>): Promise<void> => {
    await mkdir(versionOf(name), { recursive: true });
    await writeFile(join(versionOf(name), 'model.onnx'), graph);
    await writeFile(join(versionOf(name), 'model.json'), JSON.stringify({ ...description, name, version: '1' }));
  };

  const alone = { maxBatchSize: 1 };
  const photos = photoNetwork();
  await write('photos', photos.graph, {
    labels: classes(PHOTO_CLASSES),
    serving: { maxBatchSize: PHOTO_BATCH },
    preprocessing: {
      name: 'image',
      version: 1,
      input: 'pixels',
      width: SIDE,
      height: SIDE,
      mean: [0.5, 0.5, 0.5],
      std: [0.5, 0.5, 0.5],
    },
  });
  for (const [name, sizes] of [
    ['small', SMALL_SIZES],
    ['wide', WIDE_SIZES],
  ] as const) {
    const graph = denseNetwork(sizes);
    const description = { labels: classes(sizes.at(-1)!), serving: { maxBatchSize: 64, threads: 1 } };
    await write(name, graph, description);
    await write(`${name}-alone`, graph, { ...description, serving: { ...description.serving, ...alone } });
  }

  const { graph, description } = await readCategoryModel();
  await write('category', graph, description);
  await write('category-alone', graph, { ...description, serving: { ...description.serving, ...alone } });
  return { path, versionOf, remove: () => rm(path, { recursive: true, force: true }) };
}

/** The repository as it is delivered: the category model alone, under its own name. */
export async function writeDeliveredModels(): Promise<ModelsFolder> {
  const path = await mkdtemp(join(tmpdir(), 'steward-bench-delivered-'));
  const version = await newestCategoryVersion();
  await cp(join(CATEGORY_MODELS, version), join(path, 'transaction-category', version), { recursive: true });
  return {
    path,
    versionOf: (name) => join(path, name, version),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

async function readCategoryModel(): Promise<{ graph: Buffer; description: ModelDescription }> {
  const folder = join(CATEGORY_MODELS, await newestCategoryVersion());
  const description = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as ModelDescription;
  return { graph: await readFile(join(folder, 'model.onnx')), description };
}

async function newestCategoryVersion(): Promise<string> {
  const versions = (await readdir(CATEGORY_MODELS)).filter((name) => /^\d+$/.test(name));
  return versions.sort((a, b) => Number(a) - Number(b)).at(-1)!;
}

function classes(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `class-${i}`);
}
