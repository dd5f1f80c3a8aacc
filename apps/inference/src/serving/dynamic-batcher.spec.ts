import { DynamicBatcher, type BatcherOptions } from './dynamic-batcher.js';
import type { Tensors } from './tensor.js';

const OPTIONS: BatcherOptions = { maxBatchSize: 8, maxDelayMs: 0, queueLimit: 100, instances: 1, padding: new Map() };

function rows(...values: number[]): Tensors {
  return new Map([['x', { datatype: 'FP32' as const, shape: [values.length, 1], data: Float32Array.from(values) }]]);
}

const valuesOf = (tensors: Tensors, name = 'y') => [...(tensors.get(name)!.data as Float32Array)];

/** A model that adds a hundred, and is slow until told to go on. */
class Model {
  readonly batches: number[][] = [];
  private readonly waiting: (() => void)[] = [];

  readonly run = async (inputs: Tensors): Promise<Tensors> => {
    const x = inputs.get('x')!;
    this.batches.push(valuesOf(inputs, 'x'));
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    return new Map([['y', { ...x, data: (x.data as Float32Array).map((value) => value + 100) }]]);
  };

  async finishAll(): Promise<void> {
    for (let quiet = 0; quiet < 5;) {
      const resolve = this.waiting.shift();
      quiet = resolve ? 0 : quiet + 1;
      resolve?.();
      await new Promise(setImmediate);
    }
  }
}

const turn = () => new Promise(setImmediate);

describe('DynamicBatcher', () => {
  let model: Model;
  beforeEach(() => (model = new Model()));

  it('runs together what waits, and gives each its own rows', async () => {
    const batcher = new DynamicBatcher(model.run, OPTIONS);
    const first = batcher.submit(rows(1));
    await turn();
    const others = [batcher.submit(rows(2, 3)), batcher.submit(rows(4)), batcher.submit(rows(5, 6))];
    await turn();
    expect(batcher.queued).toBe(5);
    await model.finishAll();
    expect(valuesOf(await first)).toEqual([101]);
    expect((await Promise.all(others)).map((tensors) => valuesOf(tensors))).toEqual([[102, 103], [104], [105, 106]]);
    expect(model.batches).toEqual([[1], [2, 3, 4, 5, 6]]);
  });

  it('takes no more into a run than fits, in order', async () => {
    const batcher = new DynamicBatcher(model.run, { ...OPTIONS, maxBatchSize: 3 });
    const answers = [rows(1, 2), rows(3, 4), rows(5)].map((one) => batcher.submit(one));
    await model.finishAll();
    await Promise.all(answers);
    // The third fits beside the first; the second follows alone.
    expect(model.batches).toEqual([
      [1, 2, 5],
      [3, 4],
    ]);
  });

  it('divides what is larger than a run, and puts it together again', async () => {
    const batcher = new DynamicBatcher(model.run, { ...OPTIONS, maxBatchSize: 3 });
    const answer = batcher.submit(rows(1, 2, 3, 4, 5, 6, 7));
    await model.finishAll();
    expect(valuesOf(await answer)).toEqual([101, 102, 103, 104, 105, 106, 107]);
    expect(model.batches).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });

  it('runs as many at once as it may', async () => {
    const batcher = new DynamicBatcher(model.run, { ...OPTIONS, instances: 2, maxBatchSize: 1 });
    const answers = [1, 2, 3].map((value) => batcher.submit(rows(value)));
    await turn();
    await turn();
    expect(model.batches).toEqual([[1], [2]]);
    await model.finishAll();
    await Promise.all(answers);
  });

  it('waits for company where a delay says so', async () => {
    const batcher = new DynamicBatcher(model.run, { ...OPTIONS, maxDelayMs: 50 });
    const first = batcher.submit(rows(1));
    await turn();
    expect(model.batches).toEqual([]);
    const second = batcher.submit(rows(2));
    while (!model.batches.length) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(model.batches).toEqual([[1, 2]]);
    await model.finishAll();
    await Promise.all([first, second]);
  });

  it('refuses what would make the queue too long, but never the first', async () => {
    const batcher = new DynamicBatcher(model.run, { ...OPTIONS, queueLimit: 2 });
    const running = batcher.submit(rows(1, 2, 3));
    await turn();
    const waiting = batcher.submit(rows(4, 5));
    await expect(batcher.submit(rows(6))).rejects.toMatchObject({
      code: 'inference.overloaded',
      details: { retryAfterSeconds: 1 },
    });
    await model.finishAll();
    expect(valuesOf(await running)).toEqual([101, 102, 103]);
    expect(valuesOf(await waiting)).toEqual([104, 105]);
    expect(model.batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('lets a cancelled or late request leave the queue, and runs without it', async () => {
    const batcher = new DynamicBatcher(model.run, OPTIONS);
    const running = batcher.submit(rows(1));
    await turn();
    const [gone, late] = [new AbortController(), new AbortController()];
    const left = batcher.submit(rows(2), gone.signal);
    const tooLate = batcher.submit(rows(3), late.signal);
    const stays = batcher.submit(rows(4));
    gone.abort();
    late.abort(new DOMException('', 'TimeoutError'));
    await expect(left).rejects.toMatchObject({ code: 'inference.cancelled' });
    await expect(tooLate).rejects.toMatchObject({ code: 'inference.too-late' });
    expect(batcher.queued).toBe(1);
    await model.finishAll();
    await running;
    expect(valuesOf(await stays)).toEqual([104]);
    expect(model.batches).toEqual([[1], [4]]);
    await expect(batcher.submit(rows(5), gone.signal)).rejects.toMatchObject({ code: 'inference.cancelled' });
  });

  it('keeps requests of other shapes apart, and pads those that may be padded', async () => {
    const wide = (...values: number[]): Tensors =>
      new Map([['x', { datatype: 'INT32' as const, shape: [1, values.length], data: Int32Array.from(values) }]]);
    const seen: { shape: number[]; values: number[] }[] = [];
    const run = async (inputs: Tensors): Promise<Tensors> => {
      const { shape, data } = inputs.get('x')!;
      seen.push({ shape, values: [...(data as Int32Array)] });
      return new Map([['y', { datatype: 'INT32' as const, shape: [shape[0]!, 1], data: new Int32Array(shape[0]!) }]]);
    };
    const apart = new DynamicBatcher(run, OPTIONS);
    await Promise.all([apart.submit(wide(1)), apart.submit(wide(2, 3))]);
    expect(seen.map(({ shape }) => shape)).toEqual([
      [1, 1],
      [1, 2],
    ]);
    seen.length = 0;
    const padded = new DynamicBatcher(run, { ...OPTIONS, padding: new Map([['x', 9]]) });
    await Promise.all([padded.submit(wide(1)), padded.submit(wide(2, 3, 4)), padded.submit(wide(5, 6))]);
    expect(seen).toEqual([{ shape: [3, 3], values: [1, 9, 9, 2, 3, 4, 5, 6, 9] }]);
  });

  it('tells all of a run when it fails, and goes on', async () => {
    let fails = true;
    const batcher = new DynamicBatcher(async (inputs) => {
      if (fails) throw new Error('no');
      return new Map([['y', inputs.get('x')!]]);
    }, OPTIONS);
    const both = [batcher.submit(rows(1)), batcher.submit(rows(2))];
    for (const one of both) await expect(one).rejects.toThrow('no');
    fails = false;
    expect(valuesOf(await batcher.submit(rows(3)))).toEqual([3]);
  });
});
