import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemCall, userCall } from '#rpc';
import { OnnxGraph } from '../../../models/onnx/onnx-writer.js';
import { ADMIN, MODELS, registerGraph, TestInference, type TestReplica } from './support/inference.harness.js';
import { COLUMNS, constantGraph, descriptionOf, doublingGraph } from './support/toy-models.js';

const ONES = { datatype: 'FP32' as const, shape: [1, COLUMNS], data: Float32Array.of(1, 1, 1, 1) };

async function answer({ server }: TestReplica, name: string, version?: string): Promise<number[]> {
  return server.with(name, version === undefined ? {} : { version }, async (loaded) => [
    ...((await loaded.predict(new Map([['x', ONES]]))).get('y')!.data as Float32Array),
  ]);
}

describe('the registry', () => {
  let inference: TestInference;
  let replica: TestReplica;

  beforeAll(async () => {
    inference = await TestInference.start();
    replica = await inference.replica();
  });
  afterAll(() => inference.stop());

  it('knows the models of the folder from the start, the newest in production', async () => {
    const { models } = await replica.client.listModels({}, ADMIN);
    const [category] = models.filter(({ name }) => name === 'transaction-category');
    expect(category!.aliases).toMatchObject([{ alias: 'production', version: category!.versions[0]!.version }]);
    expect(category!.versions[0]).toMatchObject({ state: 'ready', source: 'folder', loaded: true });
    expect(category!.versions[0]!.labels).toHaveLength(104);
    const { changes } = await replica.client.getAliasHistory({ name: 'transaction-category' }, ADMIN);
    expect(changes).toMatchObject([{ kind: 'set', toVersion: category!.versions[0]!.version, reason: 'The first version' }]);
  });

  it('registers, promotes, rolls back, archives and deletes, and says so', async () => {
    const first = await registerGraph(replica, 'toy', constantGraph(1), descriptionOf(constantGraph(1), 1), 'production');
    expect(first).toMatchObject({ version: '1', source: 'upload', aliases: ['production'], metrics: { accuracy: 0.01 } });
    expect(first.inputs).toEqual([{ name: 'x', datatype: 'FP32', shape: [-1, COLUMNS] }]);
    expect(first.lineage).toEqual({ registeredBy: ADMIN.user!.id });
    const second = await registerGraph(replica, 'toy', constantGraph(2), descriptionOf(constantGraph(2), 2));
    expect(second).toMatchObject({ version: '2', aliases: [] });
    // The new version answers whoever asks for it, and nobody else.
    await replica.client.setAlias({ name: 'toy', alias: 'staging', version: '2' }, ADMIN);
    expect(await answer(replica, 'toy')).toEqual([1, 1, 1, 1]);
    expect(await answer(replica, 'toy', '2')).toEqual([2, 2, 2, 2]);
    expect(await answer(replica, 'toy', 'staging')).toEqual([2, 2, 2, 2]);

    const promoted = await replica.client.setAlias({ name: 'toy', alias: 'production', version: '2', reason: 'better' }, ADMIN);
    expect(promoted.aliases.find(({ alias }) => alias === 'production')).toMatchObject({ version: '2', previousVersion: '1' });
    expect(await answer(replica, 'toy')).toEqual([2, 2, 2, 2]);
    await expect(replica.client.deleteVersion({ name: 'toy', version: '2' }, ADMIN)).rejects.toMatchObject({
      code: 'models.in-use',
      message: 'toy 2 is production and staging',
    });

    const back = await replica.client.rollBackAlias({ name: 'toy', alias: 'production' }, ADMIN);
    expect(back.aliases.find(({ alias }) => alias === 'production')).toMatchObject({ version: '1' });
    expect(await answer(replica, 'toy')).toEqual([1, 1, 1, 1]);
    await expect(replica.client.rollBackAlias({ name: 'toy', alias: 'production' }, ADMIN)).rejects.toMatchObject({
      code: 'models.no-previous-version',
    });
    const { changes } = await replica.client.getAliasHistory({ name: 'toy' }, ADMIN);
    expect(changes.map(({ alias, kind, fromVersion, toVersion }) => [alias, kind, fromVersion, toVersion])).toEqual([
      ['production', 'rolled-back', '2', '1'],
      ['production', 'set', '1', '2'],
      ['staging', 'set', undefined, '2'],
      ['production', 'set', undefined, '1'],
    ]);
    expect(changes[1]).toMatchObject({ reason: 'better', changedBy: ADMIN.user!.id });

    await replica.client.removeAlias({ name: 'toy', alias: 'staging' }, ADMIN);
    const archived = await replica.client.updateVersion(
      { name: 'toy', version: '2', state: 'archived', tags: { team: 'returns' }, description: 'Too eager' },
      ADMIN,
    );
    expect(archived).toMatchObject({ state: 'archived', tags: { team: 'returns' }, description: 'Too eager' });
    await expect(replica.client.setAlias({ name: 'toy', alias: 'production', version: '2' }, ADMIN)).rejects.toMatchObject({
      code: 'models.archived',
    });
    await replica.client.deleteVersion({ name: 'toy', version: '2' }, ADMIN);
    expect((await replica.client.getModel({ name: 'toy' }, ADMIN)).versions.map(({ version }) => version)).toEqual(['1']);
    await expect(answer(replica, 'toy', '2')).rejects.toMatchObject({ code: 'models.version-not-found' });
  });

  it('lets only admins and the system change models', async () => {
    const somebody = userCall({ id: '22222222-2222-4222-8222-222222222222', role: 'user' });
    const change = { name: 'transaction-category', alias: 'production', version: '1' };
    await expect(replica.client.setAlias(change, somebody)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await replica.client.listModels({}, somebody)).models.length).toBeGreaterThan(0);
  });

  it('never takes an upload that is another person’s', async () => {
    const uploadKey = 'uploads/22222222-2222-4222-8222-222222222222/33333333-3333-4333-8333-333333333333';
    const input = { name: 'toy', uploadKey, description: {} };
    await expect(replica.client.registerVersion(input, ADMIN)).rejects.toMatchObject({ code: 'storage.not-found' });
    await expect(replica.client.registerVersion(input, systemCall())).rejects.toMatchObject({ code: 'storage.not-found' });
  });

  describe('refuses', () => {
    const graph = constantGraph(3);
    const good = descriptionOf(graph, 3);

    it.each<[string, Uint8Array, Record<string, unknown>, RegExp]>([
      ['what is no ONNX', Buffer.from('%PDF-1.7 something else entirely'), { labels: [] }, /not an ONNX model/],
      ['an empty file', Buffer.alloc(0), { labels: [] }, /not an ONNX model/],
      ['a graph that was cut', graph.subarray(0, graph.length - 20), { labels: [] }, /not an ONNX model, or was cut/],
      ['another checksum', graph, { ...good, sha256: 'ab'.repeat(32) }, /was changed or cut/],
      ['a failed smoke input', graph, descriptionOf(graph, 4), /smoke input 1 the output y differs by 1 /],
      [
        'other tensors than described',
        graph,
        { ...good, inputs: [{ name: 'pixels', datatype: 'FP32', shape: [-1, 3] }] },
        /describes the inputs pixels FP32\[-1,3\], but the graph has x FP32\[-1,4\]/,
      ],
      ['external data', externalGraph(), { labels: [] }, /other files \(external data\)/],
      ['an unknown preprocessing', graph, { ...good, preprocessing: { name: 'magic', version: 1 } }, /preprocessing magic/],
      ['a description of another model', graph, { ...good, name: 'other' }, /name is other, not toy/],
      ['nonsense in the description', graph, { labels: 'a', metrics: { f1: 'high' } }, /labels must be a list.*metrics must be/],
    ])('%s', async (_what, bytes, description, message) => {
      const before = await replica.client.getModel({ name: 'toy' }, ADMIN);
      await expect(registerGraph(replica, 'toy', bytes, description)).rejects.toMatchObject({
        code: 'models.unusable',
        message: expect.stringMatching(message) as string,
      });
      expect(await replica.client.getModel({ name: 'toy' }, ADMIN)).toEqual(before);
      expect(replica.server.loaded.map(({ opened }) => opened.description.name).sort()).toEqual(['toy', 'transaction-category']);
    });

    it('what Steward itself could not use', async () => {
      const [name, other] = ['transaction-category', doublingGraph()];
      await expect(registerGraph(replica, name, other, { labels: [] })).rejects.toMatchObject({
        code: 'models.unusable',
        message: 'The model does not take text-features',
      });
    });

    it('more than fits into memory', async () => {
      const big = bigGraph();
      await registerGraph(replica, 'big', big, { labels: [] });
      const small = await inference.replica({ modelMemoryBytes: 20_000_000 });
      await expect(answer(small, 'big', '1')).rejects.toThrow(/MODEL_MEMORY_MB/);
      expect(await answer(small, 'toy')).toEqual([1, 1, 1, 1]);
      await small.close();
    });
  });

  it('takes a folder of the repository, and nothing outside it', async () => {
    const modelsFolder = await mkdtemp(join(tmpdir(), 'models-'));
    const place = join(modelsFolder, 'folder-model/7');
    await mkdir(place, { recursive: true });
    const other = await inference.replica({ modelsFolder: MODELS });
    other.config.modelsFolder = modelsFolder;
    await writeFile(join(place, 'model.onnx'), constantGraph(7));
    await writeFile(
      join(place, 'model.json'),
      JSON.stringify({ ...descriptionOf(constantGraph(7), 7), name: 'folder-model', version: '7' }),
    );
    const registered = await other.client.registerVersion({ name: 'folder-model', folder: 'folder-model/7' }, ADMIN);
    expect(registered).toMatchObject({ version: '7', source: 'folder' });
    await expect(other.client.registerVersion({ name: 'folder-model', folder: 'folder-model/7' }, ADMIN)).rejects.toMatchObject({
      code: 'conflict',
    });
    for (const folder of ['../../etc', 'folder-model/../8', '/etc/1']) {
      await expect(other.client.registerVersion({ name: 'folder-model', folder }, ADMIN)).rejects.toMatchObject({
        code: 'invalid-input',
      });
    }
    await other.close();
  });

  it('starts with the registry away, from what served last, and follows again when it is back', async () => {
    const first = await inference.replica();
    await first.client.setAlias({ name: 'toy', alias: 'production', version: '1' }, ADMIN);
    await first.close();
    const away = await inference.replica({ databaseUrl: 'postgres://nobody@127.0.0.1:9/nothing' });
    expect(await answer(away, 'toy')).toEqual([1, 1, 1, 1]);
    const shop = await away.client.predictCategory({ description: 'LIDL 2231 BERLIN', amount: -20 }, systemCall());
    expect(shop.detailed).toBe('FOOD_AND_DRINK_GROCERIES');
    await expect(away.client.listModels({}, ADMIN)).rejects.toMatchObject({ code: 'models.registry-unavailable' });
    await away.close();
  });

  it('does not start without any model', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'no-models-'));
    await expect(
      inference.replica({ modelsFolder: empty, dataFolder: join(empty, 'data'), databaseUrl: undefined }),
    ).rejects.toThrow(/set MODELS_FOLDER/);
  });

  it('serves the folder where there is no registry', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'only-folder-'));
    for (const version of ['9', '10']) {
      await mkdir(join(folder, 'toy', version), { recursive: true });
      await writeFile(join(folder, 'toy', version, 'model.onnx'), constantGraph(Number(version)));
      await writeFile(join(folder, 'toy', version, 'model.json'), JSON.stringify({ labels: [] }));
    }
    await mkdir(join(folder, 'broken', '1'), { recursive: true });
    await copyFile(join(folder, 'toy/9/model.onnx'), join(folder, 'broken/1/model.onnx'));
    const alone = await inference.replica({ modelsFolder: folder, databaseUrl: undefined });
    expect(await answer(alone, 'toy')).toEqual([10, 10, 10, 10]);
    expect(await answer(alone, 'toy', '9')).toEqual([9, 9, 9, 9]);
    await expect(answer(alone, 'broken')).rejects.toMatchObject({ code: 'models.not-found' });
    await alone.close();
  });
});

/** A tensor whose bytes are said to lie in another file: TensorProto.data_location = EXTERNAL. */
function externalGraph(): Buffer {
  const graph = constantGraph(3);
  // The initializer `answer`: field 8 is its name; a data_location of 1 (field 14) is put behind it, and lengths are mended.
  const external = Buffer.from([14 << 3, 1]);
  const name = Buffer.from('\x42\x06answer', 'latin1');
  const at = graph.indexOf(name) + name.length;
  const grown = Buffer.concat([graph.subarray(0, at), external, graph.subarray(at)]);
  const initializer = graph.indexOf(name) - 6;
  // Before the name: the tensor's length (1 byte), dims (2), type (2), and so on; the graph's own length comes first.
  for (let i = initializer; i >= 0; i--) {
    if (grown[i] === (5 << 3) + 2) {
      grown[i + 1]! += external.length;
      break;
    }
  }
  const graphField = grown.indexOf((7 << 3) + 2);
  grown[graphField + 1]! += external.length;
  return grown;
}

/** Ten megabytes of weights. */
function bigGraph(): Buffer {
  const graph = new OnnxGraph('big');
  const x = graph.input('x', 'float32', ['batch', COLUMNS]);
  const rows = 10_000_000 / 4 / COLUMNS;
  const wide = graph.node('MatMul', [x, graph.constant('w', new Float32Array(rows * COLUMNS), [COLUMNS, rows])], 'wide');
  graph.node('MatMul', [wide, graph.constant('v', new Float32Array(rows * COLUMNS), [rows, COLUMNS])], 'y');
  graph.output('y', 'float32', ['batch', COLUMNS]);
  return graph.encode(13);
}
