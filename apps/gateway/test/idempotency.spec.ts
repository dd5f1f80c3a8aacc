import type { DataSource } from 'typeorm';
import { databaseToken } from '#database';
import { ServiceError } from '#rpc';
import { ADA, BOB, startGateway, type TestGateway } from './support/start-gateway.js';

let gateway: TestGateway;
let database: DataSource;
/** Names of the rules that were made: the effect that must happen once. */
let made: string[];
let hold: Promise<void> | undefined;
let keys = 0;
const newKey = () => `key-${keys++}`;

beforeAll(async () => {
  gateway = await startGateway({
    transactions: {
      createRule: async (input) => {
        await hold;
        if (input.name === 'busy') throw new ServiceError('too-many-requests', 'Not now', { retryAfterSeconds: 1 });
        made.push(input.name);
        if (input.name === 'refused') throw new ServiceError('categories.not-found', 'There is no such category');
        return { ...input, id: ADA, enabled: true, stop: false, createdAt: `made ${made.length}` };
      },
      startImport: async () => {
        made.push('import');
        return { importId: ADA, jobId: BOB };
      },
    },
    auth: {
      createApiKey: async (input) => {
        made.push(input.name);
        return {
          id: ADA,
          name: input.name,
          prefix: 'stw_',
          scopes: input.scopes,
          createdAt: '',
          secret: `stw_secret${made.length}`,
        };
      },
    },
  });
  database = gateway.app.get<DataSource>(databaseToken('gateway') as never, { strict: false });
});

beforeEach(() => {
  made = [];
  hold = undefined;
});

afterAll(() => gateway.stop());

const rule = (name = 'coffee') => ({
  name,
  match: 'all',
  conditions: [{ kind: 'text', field: 'any', test: 'contains', text: name }],
  actions: [{ kind: 'set-category', categoryId: 'FOOD_AND_DRINK' }],
});
const post = (key: string, body: object, as = ADA, path = '/api/v1/rules') =>
  gateway.send('POST', path, { as, body, headers: { 'idempotency-key': key } });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

describe('a POST with an Idempotency-Key', () => {
  it('sent again gets the same answer and has no second effect', async () => {
    const key = newKey();
    const first = await post(key, rule());
    const second = await post(key, rule());
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.json()).toEqual(await first.json());
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([null, 'true']);
    expect(made).toEqual(['coffee']);
  });

  it('keeps status and Location', async () => {
    const body = { uploadKey: `uploads/${ADA}/${BOB}`, fileName: 'march.csv' };
    const key = newKey();
    await post(key, body, ADA, '/api/v1/imports');
    const again = await post(key, body, ADA, '/api/v1/imports');
    expect([again.status, again.headers.get('location')]).toEqual([202, `/api/v1/jobs/${BOB}`]);
    expect(made).toEqual(['import']);
  });

  it('is refused for another body and for another route', async () => {
    const key = newKey();
    await post(key, rule());
    for (const response of [await post(key, rule('tea')), await post(key, rule(), ADA, '/api/v1/categories')]) {
      expect([response.status, await codeOf(response)]).toEqual([422, 'idempotency.other-body']);
    }
    expect(made).toEqual(['coffee']);
  });

  it('is one of many at once: one answers, the others are told that it is in flight', async () => {
    let release = (): void => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const key = newKey();
    const all = Array.from({ length: 8 }, () => post(key, rule()));
    const early = await Promise.all(
      all.map((response) => Promise.race([response, new Promise<undefined>((done) => setTimeout(() => done(undefined), 1500))])),
    );
    const refused = early.filter((response) => response !== undefined);
    release();
    expect(refused.map((response) => response.status)).toEqual(Array(7).fill(409));
    expect(await codeOf(refused[0]!)).toBe('idempotency.in-flight');
    expect((await Promise.all(all)).map((response) => response.status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
    expect(made).toEqual(['coffee']);
    expect((await post(key, rule())).headers.get('idempotency-replayed')).toBe('true');
  });

  it('belongs to its user alone', async () => {
    const key = newKey();
    await post(key, rule(), ADA);
    const other = await post(key, rule('tea'), BOB);
    expect([other.status, other.headers.get('idempotency-replayed')]).toEqual([201, null]);
    expect(made).toEqual(['coffee', 'tea']);
  });

  it('keeps refusals too', async () => {
    const key = newKey();
    const first = await post(key, rule('refused'));
    const second = await post(key, rule('refused'));
    expect([first.status, second.status]).toEqual([404, 404]);
    expect(second.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await second.json()).toEqual(await first.json());
    expect(made).toEqual(['refused']);
  });

  it('may be used again after "try again later"', async () => {
    const key = newKey();
    for (let i = 0; i < 2; i++) {
      const response = await post(key, rule('busy'));
      expect([response.status, response.headers.get('idempotency-replayed')]).toEqual([429, null]);
    }
  });

  it('of a gateway that died is free after a while, for the same request only', async () => {
    const key = newKey();
    await post(key, rule());
    const age = (interval: string) =>
      database.query(
        `update gateway.idempotency_key set status = null, created_at = now() - interval '${interval}' where key = $1`,
        [key],
      );
    await age('1 minute');
    expect((await post(key, rule())).status).toBe(409);
    await age('3 minutes');
    expect((await post(key, rule('tea'))).status).toBe(422);
    expect((await post(key, rule())).status).toBe(201);
    expect(made).toEqual(['coffee', 'coffee']);
  });

  it('is forgotten after a day', async () => {
    const key = newKey();
    await post(key, rule());
    await database.query(`update gateway.idempotency_key set created_at = now() - interval '25 hours' where key = $1`, [key]);
    expect((await post(key, rule('tea'))).status).toBe(201);
  });

  it('stores no secrets: keys are made anew each time', async () => {
    const key = newKey();
    const body = { name: 'export', scopes: ['read'] };
    const answers = [await post(key, body, ADA, '/api/v1/api-keys'), await post(key, body, ADA, '/api/v1/api-keys')];
    const secrets = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { secret: string }).secret));
    expect(secrets).toEqual(['stw_secret1', 'stw_secret2']);
    expect(await database.query('select 1 from gateway.idempotency_key where key = $1', [key])).toEqual([]);
  });

  it('must be printable and no longer than 200 characters', async () => {
    expect((await post('x'.repeat(201), rule())).status).toBe(400);
    expect((await post('a b', rule())).status).toBe(400);
  });
});
