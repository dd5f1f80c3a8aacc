import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COLUMNS, constantGraph, descriptionOf } from '../../test/support/toy-models.js';
import { loadModel, ModelError } from './load-model.js';

describe('loadModel', () => {
  let folder: string;
  const version = (number: string) => join(folder, 'toy', number);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'models-'));
    await mkdir(version('1'), { recursive: true });
    await writeFile(join(version('1'), 'model.onnx'), constantGraph(1));
    await writeFile(join(version('1'), 'model.json'), JSON.stringify(descriptionOf(constantGraph(1), 1)));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('loads what its description promises', async () => {
    const { description, session, inputs, provider } = await loadModel(folder, 'toy');
    expect(session.inputNames).toEqual(['x']);
    expect(inputs).toEqual([{ name: 'x', datatype: 'FP32', shape: [-1, COLUMNS] }]);
    expect(description).toMatchObject({ name: 'toy', version: '1', labels: ['a', 'b', 'c', 'd'] });
    expect(provider).toBe('cpu');
    await session.release();
  });

  it('refuses a graph that is not the described one', async () => {
    const bytes = constantGraph(1);
    bytes[bytes.length - 5]! ^= 1;
    await writeFile(join(version('1'), 'model.onnx'), bytes);
    await expect(loadModel(folder, 'toy')).rejects.toThrow(/SHA-256 .* the file was changed or cut/);
  });

  it('takes the highest version by number, not by spelling', async () => {
    for (const number of ['9', '10']) {
      await mkdir(version(number));
      await writeFile(join(version(number), 'model.json'), '{');
    }
    await expect(loadModel(folder, 'toy')).rejects.toThrow(/10\/model\.json is not JSON/);
    const { description, session } = await loadModel(folder, 'toy', { version: '1' });
    expect(description.version).toBe('1');
    await session.release();
  });

  it('refuses a description of another model', async () => {
    await mkdir(version('2'));
    await writeFile(join(version('2'), 'model.json'), JSON.stringify({ name: 'toy', version: '1' }));
    await expect(loadModel(folder, 'toy')).rejects.toThrow('version is 1, not 2');
  });

  it('says what is missing', async () => {
    await expect(loadModel(folder, 'nothing')).rejects.toThrow(ModelError);
    await expect(loadModel(folder, 'nothing')).rejects.toThrow(/no model version in/);
    await rm(join(version('1'), 'model.onnx'));
    await expect(loadModel(folder, 'toy')).rejects.toThrow(/There is no .*model\.onnx/);
  });
});
