import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DETAILED_CATEGORIES } from '#contracts/categories';
import { loadModel, ModelError } from './load-model.js';

const COMMITTED = resolve(import.meta.dirname, '../../../../models/transaction-category/1');

describe('loadModel', () => {
  let folder: string;
  const version = (number: string) => join(folder, 'transaction-category', number);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'models-'));
    await mkdir(version('1'), { recursive: true });
    for (const file of ['model.onnx', 'model.json']) await copyFile(join(COMMITTED, file), join(version('1'), file));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('loads what its description promises', async () => {
    const { description, session } = await loadModel(folder, 'transaction-category');
    expect(session.inputNames).toEqual(description.inputs!.map(({ name }) => name));
    expect(session.outputNames).toEqual(description.outputs!.map(({ name }) => name));
    expect(description.labels).toEqual(DETAILED_CATEGORIES.map(({ id }) => id));
    await session.release();
  });

  it('refuses a graph that is not the described one', async () => {
    const bytes = await readFile(join(version('1'), 'model.onnx'));
    bytes[1000]! ^= 1;
    await writeFile(join(version('1'), 'model.onnx'), bytes);
    await expect(loadModel(folder, 'transaction-category')).rejects.toThrow(/SHA-256 .* the file was changed or cut/);
  });

  it('takes the highest version by number, not by spelling', async () => {
    for (const number of ['9', '10']) {
      await mkdir(version(number));
      await writeFile(join(version(number), 'model.json'), '{');
    }
    await expect(loadModel(folder, 'transaction-category')).rejects.toThrow(/10\/model\.json is not JSON/);
    const { description, session } = await loadModel(folder, 'transaction-category', { version: '1' });
    expect(description.version).toBe('1');
    await session.release();
  });

  it('refuses a description of another model', async () => {
    await mkdir(version('2'));
    await copyFile(join(COMMITTED, 'model.json'), join(version('2'), 'model.json'));
    await expect(loadModel(folder, 'transaction-category')).rejects.toThrow('version is 1, not 2');
  });

  it('says what is missing', async () => {
    await expect(loadModel(folder, 'nothing')).rejects.toThrow(ModelError);
    await expect(loadModel(folder, 'nothing')).rejects.toThrow(/no model version in/);
    await rm(join(version('1'), 'model.onnx'));
    await expect(loadModel(folder, 'transaction-category')).rejects.toThrow(/There is no .*model\.onnx/);
  });
});
