import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN, registerGraph, TestInference, type TestReplica } from './support/inference.harness.js';
import { COLUMNS, constantGraph, descriptionOf } from './support/toy-models.js';

const REQUESTS = 10_000;
const CLIENTS = 50;
const SWAPS = 20;

/** Asks for `rows` rows at once. @returns the answers that occur in them, and the version that is said to have given them */
async function ask({ server }: TestReplica, rows: number): Promise<{ answers: Set<number>; version: string }> {
  const x = { datatype: 'FP32' as const, shape: [rows, COLUMNS], data: new Float32Array(rows * COLUMNS).fill(Math.random()) };
  return server.with('toy', {}, async (loaded) => {
    const y = (await loaded.predict(new Map([['x', x]]))).get('y')!.data as Float32Array;
    expect(y).toHaveLength(rows * COLUMNS);
    return { answers: new Set(y), version: loaded.description.version };
  });
}

describe('promotions and rollbacks under load', () => {
  let inference: TestInference;
  let replicas: TestReplica[];

  beforeAll(async () => {
    inference = await TestInference.start();
    replicas = [await inference.replica(), await inference.replica()];
    for (const version of [1, 2, 3]) {
      await registerGraph(replicas[0]!, 'toy', constantGraph(version), descriptionOf(constantGraph(version), version));
    }
    await replicas[0]!.client.setAlias({ name: 'toy', alias: 'production', version: '1' }, ADMIN);
    while (!replicas[1]!.server.state.models['toy']?.aliases['production']) await sleep(20);
  });
  afterAll(() => inference.stop());

  it('none of 10,000 requests fails, and each is answered wholly by one version', async () => {
    const [first] = replicas;
    let asked = 0;
    const seen = new Set<number>();
    const asking = Array.from({ length: CLIENTS }, async (_, client) => {
      while (asked < REQUESTS) {
        asked++;
        // Some larger than a batch, so that they are divided and put together again.
        const { answers, version } = await ask(replicas[client % 2]!, (asked % 97) + 1);
        expect([...answers]).toEqual([Number(version)]);
        seen.add(Number(version));
      }
    });
    let moves = 0;
    for (; moves < SWAPS; moves++) {
      const version = String((moves % 3) + 1);
      if (moves % 4 === 3) await first!.client.rollBackAlias({ name: 'toy', alias: 'production' }, ADMIN);
      else await first!.client.setAlias({ name: 'toy', alias: 'production', version }, ADMIN);
    }
    const before = asked;
    await Promise.all(asking);
    expect(asked).toBeGreaterThanOrEqual(REQUESTS);
    expect(seen).toEqual(new Set([1, 2, 3]));
    // The moves happened while requests were under way, not after them.
    expect(before).toBeLessThan(REQUESTS);
    expect(moves).toBe(SWAPS);
  });

  it('every replica serves the promoted version, and says so', async () => {
    const [first, second] = replicas as [TestReplica, TestReplica];
    await first.client.setAlias({ name: 'toy', alias: 'production', version: '3' }, ADMIN);
    expect((await ask(first, 1)).answers).toEqual(new Set([3]));
    const { revision } = first.server.state;
    while (second.server.state.revision < revision) await sleep(5);
    expect((await ask(second, 1)).answers).toEqual(new Set([3]));
    let serving = await first.client.getServing({}, ADMIN);
    while (serving.replicas.some((replica) => replica.revision < revision)) {
      await sleep(20);
      serving = await first.client.getServing({}, ADMIN);
    }
    expect(serving.replicas).toHaveLength(2);
    for (const replica of serving.replicas) {
      expect(replica.problems).toEqual([]);
      expect(replica.loaded).toContainEqual(expect.objectContaining({ name: 'toy', version: '3', provider: 'cpu' }));
    }
  });
});
