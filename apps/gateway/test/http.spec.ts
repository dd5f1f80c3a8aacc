import type { Account } from '#contracts/transactions';
import { ServiceError } from '#rpc';
import { ADA, startGateway, type TestGateway } from './support/start-gateway.js';

const ACCOUNT: Account = {
  id: '33333333-3333-4333-8333-333333333333',
  name: 'Everyday',
  type: 'checking',
  currency: 'EUR',
  openingBalanceMinor: 0,
  balanceMinor: 0,
  transactionCount: 0,
  archived: false,
  createdAt: '2026-01-01T00:00:00.000Z',
};

let gateway: TestGateway;
let asked: { name: string; input: object; requestId: string; user?: string }[];

beforeAll(async () => {
  gateway = await startGateway({
    config: { corsOrigins: ['https://app.example'] },
    transactions: {
      createAccount: async (input, call) => {
        asked.push({ name: 'createAccount', input: { ...input }, requestId: call.requestId, user: call.user?.id });
        return ACCOUNT;
      },
      listTransactions: async (input) => {
        asked.push({ name: 'listTransactions', input: { ...input }, requestId: '' });
        return { items: [] };
      },
      updateAccount: async (input) => {
        asked.push({ name: 'updateAccount', input: { ...input }, requestId: '' });
        return ACCOUNT;
      },
      deleteAccount: async (input) => {
        asked.push({ name: 'deleteAccount', input: { ...input }, requestId: '' });
        throw new ServiceError('accounts.not-empty', 'The account has 3 transactions', { transactions: 3 });
      },
      listAccounts: () => Promise.reject(new Error('password=hunter2 at postgres://secret')),
    },
  });
});

beforeEach(() => {
  asked = [];
});

afterAll(() => gateway.stop());

const ACCOUNT_INPUT = { name: 'Everyday', type: 'checking', currency: 'EUR' };

describe('a request', () => {
  it('reaches the service as its user, under its own id', async () => {
    const response = await gateway.send('POST', '/api/v1/accounts', {
      as: ADA,
      body: ACCOUNT_INPUT,
      headers: { 'x-request-id': 'from-my-shell.42' },
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual(ACCOUNT);
    expect(response.headers.get('x-request-id')).toBe('from-my-shell.42');
    expect(asked).toEqual([{ name: 'createAccount', input: ACCOUNT_INPUT, requestId: 'from-my-shell.42', user: ADA }]);
  });

  it('gets an id of ours when its own could forge a line of the log', async () => {
    const response = await gateway.send('GET', '/api/v1/nothing', { headers: { 'x-request-id': '{"level":50} <script>' } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('may repeat list conditions of a query, or separate them by commas; numbers and flags become such', async () => {
    const query = 'categoryIds=A,B&tags=x&tags=y&limit=20&minAmountMinor=-500&uncategorised=true&sort=amount';
    expect((await gateway.send('GET', `/api/v1/transactions?${query}`, { as: ADA })).status).toBe(200);
    expect(asked[0]!.input).toEqual({
      categoryIds: ['A', 'B'],
      tags: ['x', 'y'],
      limit: 20,
      minAmountMinor: -500,
      uncategorised: true,
      sort: 'amount',
    });
  });

  it('takes the id from the path and changes from the body', async () => {
    await gateway.send('PATCH', `/api/v1/accounts/${ACCOUNT.id}`, { as: ADA, body: { name: 'Joint' } });
    expect(asked[0]!.input).toEqual({ id: ACCOUNT.id, name: 'Joint' });
  });
});

describe('a refusal is a problem document', () => {
  async function problemOf(response: Response) {
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    return (await response.json()) as Record<string, unknown>;
  }

  it('that names unknown and wrong fields', async () => {
    const response = await gateway.send('POST', '/api/v1/accounts', {
      as: ADA,
      body: { ...ACCOUNT_INPUT, currency: 'EURO', owner: 'me' },
    });
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatchObject({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'invalid-input',
      requestId: response.headers.get('x-request-id'),
      fields: { owner: ['property owner should not exist'], currency: [expect.stringContaining('ISO4217')] },
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['an unknown query parameter', 'GET', '/api/v1/transactions?colour=red', 'colour'],
    ['a query parameter of the wrong kind', 'GET', '/api/v1/transactions?limit=many', 'limit'],
    ['an id that is none', 'GET', '/api/v1/accounts/42', 'id'],
    [
      'a flag that is neither true nor false',
      'DELETE',
      `/api/v1/accounts/${ACCOUNT.id}?withTransactions=perhaps`,
      'withTransactions',
    ],
  ])('for %s', async (_what, method, path, field) => {
    const response = await gateway.send(method, path, { as: ADA });
    expect(response.status).toBe(400);
    expect(Object.keys((await problemOf(response))['fields'] as object)).toEqual([field]);
  });

  it.each([
    ['malformed JSON', '{"name": ', {}, 400, 'invalid-input'],
    ['a body that is no object', '[1]', {}, 400, 'invalid-input'],
    ['another media type', 'name=x', { 'content-type': 'text/csv' }, 415, 'http.unsupported-media-type'],
    ['a body of over a megabyte', `{"name":"${'x'.repeat(1024 * 1024)}"}`, {}, 413, 'http.too-large'],
    ['a prototype in disguise', '{"__proto__":{"role":"admin"}}', {}, 400, 'invalid-input'],
  ])('for %s', async (_what, body, headers, status, code) => {
    const response = await gateway.send('POST', '/api/v1/accounts', { as: ADA, body, headers });
    expect(response.status).toBe(status);
    expect(await problemOf(response)).toMatchObject({ status, code });
  });

  it('with the facts the service gave', async () => {
    const response = await gateway.send('DELETE', `/api/v1/accounts/${ACCOUNT.id}`, { as: ADA });
    expect(response.status).toBe(409);
    expect(await problemOf(response)).toMatchObject({
      code: 'accounts.not-empty',
      detail: 'The account has 3 transactions',
      details: { transactions: 3 },
    });
  });

  it('that tells nothing of an unexpected error', async () => {
    const response = await gateway.send('GET', '/api/v1/accounts', { as: ADA });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain('hunter2');
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', detail: 'Something went wrong on our side' });
  });

  it('for a route that is not there', async () => {
    const response = await gateway.send('GET', '/api/v1/treasure', { as: ADA });
    expect(response.status).toBe(404);
    expect(await problemOf(response)).toMatchObject({ code: 'not-found', title: 'Not Found' });
  });
});

describe('headers', () => {
  it('let a page load its own files only, and nobody frame it', async () => {
    const policy = (await gateway.send('GET', '/')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('upgrade-insecure-requests');
  });

  it.each([
    ['https://app.example', 'https://app.example'],
    ['https://evil.example', null],
  ])('let pages of %s read answers: %s', async (origin, allowed) => {
    const response = await gateway.send('GET', '/api/v1/auth/setup', { headers: { origin } });
    expect(response.headers.get('access-control-allow-origin')).toBe(allowed);
  });
});

describe('beside the API', () => {
  it('health and metrics answer without a token; metrics know routes by their pattern', async () => {
    expect(await (await gateway.send('GET', '/health/live')).json()).toEqual({ status: 'ok' });
    await gateway.send('GET', `/api/v1/accounts/${ACCOUNT.id}`);
    const metrics = await (await gateway.send('GET', '/metrics')).text();
    expect(metrics).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/accounts\/:id",status="401"\} 1/,
    );
    expect(metrics).not.toContain(ACCOUNT.id);
  });

  it('the documentation is the committed one', async () => {
    const served = (await (await gateway.send('GET', '/api/openapi.json')).json()) as { openapi: string; paths: object };
    const { default: committed } = (await import('../../../docs/openapi.json', { with: { type: 'json' } })) as {
      default: object;
    };
    expect(served.openapi).toBe('3.1.0');
    expect(served).toEqual(committed);
    expect((await gateway.send('GET', '/api/docs')).status).toBe(200);
  });
});
