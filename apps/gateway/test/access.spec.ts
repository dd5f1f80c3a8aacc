import type { CreateRuleInput } from '#contracts/transactions';
import { SignJWT } from 'jose';
import type { Identity } from '#contracts/auth';
import { ServiceError } from '#rpc';
import { ADA, startGateway, type TestGateway } from './support/start-gateway.js';

const KEYS: Record<string, Identity> = {
  stw_reader: { userId: ADA, role: 'user', scopes: ['read'] },
  stw_writer: { userId: ADA, role: 'user', scopes: ['write'] },
  stw_model: { userId: ADA, role: 'user', scopes: ['predict'] },
  stw_admin: { userId: ADA, role: 'admin', scopes: ['read', 'write', 'predict'] },
};

let gateway: TestGateway;
let verified: string[] = [];

beforeAll(async () => {
  gateway = await startGateway({
    auth: {
      verifyApiKey: async ({ secret }) => {
        verified.push(secret);
        const identity = KEYS[secret];
        if (!identity) throw new ServiceError('auth.invalid-token', 'This API key is unknown, revoked or expired');
        return identity;
      },
      setupState: async () => ({ hasUsers: true, registrationOpen: false }),
    },
    transactions: {
      listRules: async (_input, call) => ({
        items: [{ ...RULE, id: call.user!.id, enabled: true, stop: false, createdAt: '' }],
      }),
      createRule: async (input) => ({ ...input, id: ADA, enabled: true, stop: false, createdAt: '' }),
    },
    inference: {
      predictCategory: async () => ({
        primary: 'FOOD_AND_DRINK',
        detailed: 'FOOD_AND_DRINK_COFFEE',
        confidence: 0.9,
        alternatives: [],
        abstained: false,
        model: { name: 'transaction-category', version: '1' },
      }),
    },
  });
});

beforeEach(() => {
  verified = [];
});

afterAll(() => gateway.stop());

const RULE: CreateRuleInput = {
  name: 'Coffee',
  match: 'all',
  conditions: [{ kind: 'text', field: 'any', test: 'contains', text: 'coffee' }],
  actions: [{ kind: 'set-category', categoryId: 'FOOD_AND_DRINK' }],
};

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code;
}

describe('without proof of who one is', () => {
  it('only public routes answer', async () => {
    expect((await gateway.send('GET', '/api/v1/auth/setup')).status).toBe(200);
    const response = await gateway.send('GET', '/api/v1/rules');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await codeOf(response)).toBe('unauthorized');
  });

  it('a token of another secret, of no algorithm or of yesterday is no proof', async () => {
    const claims = () =>
      new SignJWT({ role: 'admin', sid: ADA }).setProtectedHeader({ alg: 'HS256' }).setIssuer('steward').setSubject(ADA);
    const forged = await claims()
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('x'.repeat(43)));
    const old = await claims().setExpirationTime('-1m').sign(new TextEncoder().encode(gateway.config.jwtSecret));
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${encode({ alg: 'none' })}.${encode({ sub: ADA, role: 'admin', sid: ADA, iss: 'steward', exp: 4e9 })}.`;
    for (const token of [forged, old, unsigned]) {
      const response = await gateway.send('GET', '/api/v1/rules', { headers: { authorization: `Bearer ${token}` } });
      expect([response.status, await codeOf(response)]).toEqual([401, 'auth.invalid-token']);
    }
  });
});

describe('a role', () => {
  it('keeps people out of what is for administrators', async () => {
    const refused = await gateway.send('GET', '/api/v1/jobs/dead-letters', { as: ADA, role: 'user' });
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'forbidden']);
    const allowed = await gateway.send('GET', '/api/v1/jobs/dead-letters', { as: ADA, role: 'admin' });
    expect([allowed.status, await allowed.json()]).toEqual([200, { items: [] }]);
  });
});

describe('an API key', () => {
  const with_ = (key: string) => ({ headers: { 'x-api-key': key } });

  it.each([
    ['stw_reader', 200, 403, 403],
    ['stw_writer', 403, 201, 403],
    ['stw_model', 403, 403, 200],
    ['stw_admin', 200, 201, 200],
    ['stw_revoked', 401, 401, 401],
  ])('%s may read: %i, write: %i, predict: %i', async (key, read, write, predict) => {
    expect((await gateway.send('GET', '/api/v1/rules', with_(key))).status).toBe(read);
    expect((await gateway.send('POST', '/api/v1/rules', { ...with_(key), body: RULE })).status).toBe(write);
    expect(
      (await gateway.send('POST', '/api/v1/predict/category', { ...with_(key), body: { description: 'Starbucks' } })).status,
    ).toBe(predict);
  });

  it('also goes as a bearer token, and acts for its user', async () => {
    const response = await gateway.send('GET', '/api/v1/rules', { headers: { authorization: 'Bearer stw_reader' } });
    expect(await response.json()).toMatchObject({ items: [{ id: ADA }] });
  });

  it('never reaches sessions, keys, passwords or dead letters, whatever it may do', async () => {
    const routes = [
      ['GET', '/api/v1/auth/me'],
      ['POST', '/api/v1/auth/password'],
      ['GET', '/api/v1/sessions'],
      ['DELETE', '/api/v1/sessions'],
      ['GET', '/api/v1/api-keys'],
      ['POST', '/api/v1/api-keys'],
      ['GET', '/api/v1/jobs/dead-letters'],
      ['POST', `/api/v1/jobs/${ADA}/redrive`],
    ] as const;
    for (const [method, path] of routes) {
      const response = await gateway.send(method, path, with_('stw_admin'));
      expect([path, response.status]).toEqual([path, 403]);
    }
  });

  it('that is good is verified once, one that is not each time', async () => {
    KEYS['stw_once'] = { userId: ADA, role: 'user', scopes: ['read'] };
    for (let i = 0; i < 3; i++) await gateway.send('GET', '/api/v1/rules', with_('stw_once'));
    for (let i = 0; i < 2; i++) await gateway.send('GET', '/api/v1/rules', with_('stw_guess'));
    expect(verified).toEqual(['stw_once', 'stw_guess', 'stw_guess']);
  });
});
