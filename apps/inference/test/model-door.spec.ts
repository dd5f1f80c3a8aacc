import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { OnnxGraph } from '../../../models/onnx/onnx-writer.js';
import { ADMIN, registerGraph, TestInference, type TestReplica } from './support/inference.harness.js';
import { COLUMNS, constantGraph, descriptionOf, doublingGraph } from './support/toy-models.js';

type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers are looked into

const ROW = { name: 'x', datatype: 'FP32', shape: [1, COLUMNS], data: [1, 2, 3.5, -4] };

describe('the door of the models', () => {
  let inference: TestInference;
  let replica: TestReplica;

  async function send(
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; json: Json }> {
    const binary = body instanceof Uint8Array;
    const response = await fetch(`${replica.door}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'x-api-key': 'stw_read+predict',
        ...(body === undefined ? {} : { 'content-type': binary ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: binary ? (body as Uint8Array<ArrayBuffer>) : typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as Json };
  }

  beforeAll(async () => {
    inference = await TestInference.start();
    replica = await inference.replica({ modelMaxBodyBytes: 4 * 1024 * 1024 });
    await registerGraph(replica, 'toy', doublingGraph(), { labels: ['a', 'b', 'c', 'd'] }, 'production');
    await registerGraph(replica, 'toy', constantGraph(5), descriptionOf(constantGraph(5), 5), 'staging');
  });
  afterAll(() => inference.stop());

  it('says that it lives, and what it can do', async () => {
    for (const path of ['/health/live', '/v2/health/live', '/v2/health/ready', '/health']) {
      expect(await send(path, undefined, { 'x-api-key': '' })).toMatchObject({ status: 200, json: { live: true, ready: true } });
    }
    expect((await send('/v2/health/ready')).json['providers']).toMatchObject({ 'toy/1': 'cpu' });
    expect((await send('/v2')).json).toMatchObject({
      name: 'steward',
      extensions: expect.arrayContaining(['binary_tensor_data']) as unknown,
    });
    const metrics = await (await fetch(`${replica.door}/metrics`)).text();
    expect(metrics).toContain('model_loaded{model="toy",version="1",provider="cpu"} 1');
  });

  it('tells of a model', async () => {
    expect((await send('/v2/models/toy')).json).toEqual({
      name: 'toy',
      versions: ['1', '2'],
      platform: 'onnx_onnxv1',
      inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, COLUMNS] }],
      outputs: [{ name: 'y', datatype: 'FP32', shape: [-1, COLUMNS] }],
      parameters: { version: '1', labels: ['a', 'b', 'c', 'd'] },
    });
    expect((await send('/v2/models/toy/versions/2/ready')).json).toEqual({ name: 'toy', ready: true });
    expect((await send('/v2/models/toy/versions/staging')).json['parameters'].version).toBe('2');
    const index = (await send('/v2/repository/index', {})).json as unknown as Json[];
    expect(index).toContainEqual({ name: 'toy', version: '2', state: 'READY', reason: '', aliases: ['staging'] });
  });

  it('predicts from JSON, flat and nested, by version and by alias', async () => {
    const flat = await send('/v2/models/toy/infer', { id: '42', inputs: [ROW] });
    expect(flat.json).toEqual({
      model_name: 'toy',
      model_version: '1',
      id: '42',
      outputs: [{ name: 'y', datatype: 'FP32', shape: [1, COLUMNS], data: [2, 4, 7, -8] }],
    });
    const nested = { ...ROW, shape: [2, COLUMNS], data: [ROW.data, [0, 0, 0, 1]] };
    expect((await send('/v2/models/toy/infer', { inputs: [nested] })).json['outputs'][0].data).toEqual([2, 4, 7, -8, 0, 0, 0, 2]);
    expect((await send('/v2/models/toy/versions/2/infer', { inputs: [ROW] })).json).toMatchObject({ model_version: '2' });
    const staging = await send('/v2/models/toy/versions/staging/infer', { inputs: [ROW] });
    expect(staging.json['outputs'][0].data).toEqual([5, 5, 5, 5]);
  });

  it('predicts from binary, answers in binary, and unpacks', async () => {
    const bytes = Buffer.from(Float32Array.of(1, 2, 3.5, -4).buffer);
    const head = Buffer.from(
      JSON.stringify({
        parameters: { binary_data_output: true },
        inputs: [{ name: 'x', datatype: 'FP32', shape: [1, COLUMNS], parameters: { binary_data_size: bytes.length } }],
      }),
    );
    const body = gzipSync(Buffer.concat([head, bytes]));
    const response = await fetch(`${replica.door}/v2/models/toy/infer`, {
      method: 'POST',
      headers: { 'x-api-key': 'stw_predict', 'inference-header-content-length': String(head.length), 'content-encoding': 'gzip' },
      body,
    });
    const answer = Buffer.from(await response.arrayBuffer());
    const length = Number(response.headers.get('inference-header-content-length'));
    const json = JSON.parse(answer.subarray(0, length).toString()) as Json;
    expect(json['outputs'][0]).toEqual({
      name: 'y',
      datatype: 'FP32',
      shape: [1, COLUMNS],
      parameters: { binary_data_size: 16 },
    });
    const values = [0, 1, 2, 3].map((i) => answer.readFloatLE(length + 4 * i));
    expect(values).toEqual([2, 4, 7, -8]);
  });

  it('names the best classes', async () => {
    const outputs = [{ name: 'y', parameters: { classification: 2 } }];
    const { json } = await send('/v2/models/toy/infer', { inputs: [ROW], outputs });
    expect(json['outputs']).toEqual([{ name: 'y', datatype: 'BYTES', shape: [1, 2], data: ['7.000000:2:c', '4.000000:1:b'] }]);
  });

  it('takes texts where the model reads texts', async () => {
    const inputs = [
      { name: 'text', datatype: 'BYTES', shape: [2], data: ['LIDL 2231 BERLIN', 'ATM WITHDRAWAL 22 MAR'] },
      { name: 'amount', datatype: 'FP64', shape: [2], data: [-20, -50] },
    ];
    const outputs = [{ name: 'probabilities', parameters: { classification: 1 } }];
    const { json } = await send('/v2/models/transaction-category/infer', { inputs, outputs });
    const classes = (json['outputs'][0].data as string[]).map((text) => text.split(':')[2]);
    expect(classes).toEqual(['FOOD_AND_DRINK_GROCERIES', 'TRANSFER_OUT_WITHDRAWAL']);
  });

  it('takes photos where the model reads photos, and says which one is broken', async () => {
    // The mean of each colour of 2 × 2 pixels.
    const graph = new OnnxGraph('means');
    const pixels = graph.input('pixels', 'float32', ['batch', 3, 2, 2]);
    const axes = graph.constant('axes', BigInt64Array.of(2n, 3n), [2]);
    graph.node('ReduceSum', [pixels, axes], 'sums', { keepdims: 0 });
    graph.output('sums', 'float32', ['batch', 3]);
    const preprocessing = { name: 'image', version: 1, input: 'pixels', width: 2, height: 2, mean: [0, 0, 0], std: [4, 4, 4] };
    await registerGraph(replica, 'colours', graph.encode(13), { labels: ['red', 'green', 'blue'], preprocessing }, 'production');
    const blue = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#0000ff' } })
      .png()
      .toBuffer();
    const orange = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#ff8000' } })
      .webp({ lossless: true })
      .toBuffer();
    const photos = (files: Buffer[]) => ({
      inputs: [
        {
          name: 'image',
          datatype: 'BYTES',
          shape: [files.length],
          parameters: { content_type: 'base64' },
          data: files.map((file) => file.toString('base64')),
        },
      ],
    });
    const { json } = await send('/v2/models/colours/infer', photos([blue, orange]));
    const sums = (json['outputs'][0].data as number[]).map((value) => Math.round(value * 100) / 100);
    expect(sums).toEqual([0, 0, 1, 1, 0.5, 0]);
    expect(await send('/v2/models/colours/infer', photos([blue, blue.subarray(0, 60)]))).toMatchObject({
      status: 400,
      json: { error: expect.stringMatching(/^Image 2 cannot be read/) as string },
    });
  });

  describe('refuses', () => {
    const with_ = (change: object) => ({ inputs: [{ ...ROW, ...change }] });

    it.each<[string, unknown, number, RegExp]>([
      ['another shape', with_({ shape: [1, 3], data: [1, 2, 3] }), 400, /x has the shape \[1, 3\], not \[-1, 4\]/],
      [
        'fewer elements than the shape says',
        with_({ data: [1, 2] }),
        400,
        /"x" has 2 elements, but its shape \[1,4\] asks for 4/,
      ],
      ['another type', with_({ datatype: 'INT32', data: [1, 2, 3, 4] }), 400, /x must be FP32, not INT32/],
      ['a text for a number', with_({ data: [1, 2, 'three', 4] }), 400, /"x" has "three" as element 2, but FP32/],
      ['an unknown type', with_({ datatype: 'FP8' }), 400, /unknown datatype "FP8"/],
      ['an unknown input', { inputs: [{ ...ROW, name: 'z' }] }, 400, /input x is missing/],
      ['an empty batch', with_({ shape: [0, 4], data: [] }), 400, /x is empty/],
      ['no inputs', { inputs: [] }, 400, /has no inputs/],
      ['what is no JSON', '{"inputs": [', 400, /not JSON/],
      ['an unknown output', { inputs: [ROW], outputs: [{ name: 'q' }] }, 400, /Output "q" is not one of the model: y/],
    ])('%s', async (_what, body, status, message) => {
      expect(await send('/v2/models/toy/infer', body)).toMatchObject({
        status,
        json: { error: expect.stringMatching(message) as string },
      });
    });

    it('NaN in binary', async () => {
      const bytes = Buffer.from(Float32Array.of(1, NaN, 3, 4).buffer);
      const input = { name: 'x', datatype: 'FP32', shape: [1, 4], parameters: { binary_data_size: 16 } };
      const head = Buffer.from(JSON.stringify({ inputs: [input] }));
      const answer = await send('/v2/models/toy/infer', Buffer.concat([head, bytes]), {
        'inference-header-content-length': String(head.length),
      });
      expect(answer).toMatchObject({
        status: 400,
        json: { error: expect.stringMatching(/"x" has NaN or an infinity as element 1/) as string },
      });
    });

    it('an unknown model or version', async () => {
      for (const path of ['/v2/models/nobody/infer', '/v2/models/toy/versions/99/infer', '/v2/models/..%2f..%2fetc/infer']) {
        expect((await send(path, { inputs: [ROW] })).status).toBe(404);
      }
    });

    it('a body of 100 MB', async () => {
      const body = Buffer.alloc(100 * 1024 * 1024, 32);
      const answer = await send('/v2/models/toy/infer', body).catch((error: Error) => ({
        status: 413,
        json: { error: error.message },
      }));
      expect(answer.status).toBe(413);
      expect((await send('/v2/models/toy/infer', { inputs: [ROW] })).status).toBe(200);
    });

    it('those without a key, with a wrong one, or without the scope', async () => {
      expect((await send('/v2/models/toy', undefined, { 'x-api-key': '' })).status).toBe(401);
      expect((await send('/v2/models/toy', undefined, { 'x-api-key': 'stw_123' })).status).toBe(401);
      expect((await send('/v2/models/toy/infer', { inputs: [ROW] }, { 'x-api-key': 'stw_read' })).status).toBe(403);
      expect((await send('/v2/repository/models/toy/load', {}, { 'x-api-key': 'stw_predict' })).status).toBe(403);
      expect((await send('/v2/repository/models/toy/load', {}, { 'x-api-key': 'stw_models' })).status).toBe(200);
    });
  });

  it('counts what it does', async () => {
    const { json } = await send('/v2/models/toy/versions/1/stats');
    expect(json['model_stats'][0]).toMatchObject({ name: 'toy', version: '1' });
    expect(json['model_stats'][0].inference_count).toBeGreaterThanOrEqual(3);
    const metrics = await (await fetch(`${replica.door}/metrics`)).text();
    expect(metrics).toMatch(/api_requests_total\{endpoint="\/v2\/models\/:name\/infer",status="200"\} \d/);
    expect(metrics).toMatch(/images_processed_total\{outcome="refused"\} 1/);
  });

  it('divides users, and lets a shadow watch', async () => {
    await replica.client.setTraffic(
      {
        name: 'toy',
        variants: [
          { version: '1', share: 0.5 },
          { version: '2', share: 0.5 },
        ],
        shadow: '2',
      },
      ADMIN,
    );
    const versions = new Map<string, Set<string>>();
    for (let i = 0; i < 60; i++) {
      const user = `user-${i % 20}`;
      const { json } = await send('/v2/models/toy/infer', { parameters: { user }, inputs: [ROW] });
      versions.set(user, (versions.get(user) ?? new Set()).add(json['model_version'] as string));
    }
    // One user, one version; and both versions serve.
    expect([...versions.values()].every((of) => of.size === 1)).toBe(true);
    expect(new Set([...versions.values()].map((of) => [...of][0])).size).toBe(2);
    for (let i = 0; i < 2; i++) await replica.client.recordOutcomes({ name: 'toy', version: '1', right: 40, wrong: 10 }, ADMIN);
    await replica.client.recordOutcomes({ name: 'toy', version: '2', right: 95, wrong: 5 }, ADMIN);
    const report = await replica.client.getTraffic({ name: 'toy' }, ADMIN);
    expect(report.versions.reduce((sum, { predictions }) => sum + predictions, 0)).toBe(60);
    expect(report.versions.find(({ version }) => version === '1')).toMatchObject({ outcomes: 100, accuracy: 0.8 });
    const [comparison] = report.comparisons;
    expect(comparison).toMatchObject({ champion: '1', challenger: '2', better: 'challenger', rows: 200 });
    expect(comparison!.difference).toBeCloseTo(0.15, 10);
    // Version 1 says c of the row, version 2 says the first class of equal ones.
    expect(report.shadow).toMatchObject({ version: '2', agreement: 0, disagreements: [{ champion: 'c', challenger: 'a' }] });
    const off = await replica.client.setTraffic({ name: 'toy' }, ADMIN);
    expect(off.split).toEqual({ variants: [] });
  });
});
