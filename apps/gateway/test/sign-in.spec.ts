import type { SessionTokens } from '#contracts/auth';
import { ServiceError } from '#rpc';
import { ADA, startGateway, type TestGateway } from './support/start-gateway.js';

const TOKENS: SessionTokens = {
  user: { id: ADA, email: 'ada@example.com', role: 'user', createdAt: '2026-01-01T00:00:00.000Z' },
  sessionId: ADA,
  accessToken: 'access',
  accessTokenExpiresAt: '2026-01-01T00:15:00.000Z',
  refreshToken: 'refresh-1',
  refreshTokenExpiresAt: '2036-01-31T00:00:00.000Z',
};

let gateway: TestGateway;
let asked: [string, object][];

beforeAll(async () => {
  gateway = await startGateway({
    config: { trustProxy: true },
    auth: {
      login: async (input) => {
        asked.push(['login', { ...input }]);
        if (input.password === 'many')
          throw new ServiceError('auth.too-many-attempts', 'Too many attempts', { retryAfterSeconds: 37.2 });
        return TOKENS;
      },
      refresh: async (input) => {
        asked.push(['refresh', { ...input }]);
        if (input.refreshToken === 'used') throw new ServiceError('auth.session-ended', 'The session has ended');
        return { ...TOKENS, refreshToken: 'refresh-2' };
      },
      logout: async (input) => {
        asked.push(['logout', { ...input }]);
        return {};
      },
    },
  });
});

beforeEach(() => {
  asked = [];
});

afterAll(() => gateway.stop());

const CREDENTIALS = { email: 'Ada@Example.com', password: 'correct horse battery' };
const browser = { 'x-client': 'browser' };

describe('signing in', () => {
  it('gives API clients both tokens, no cookie, and tells the service from where they come', async () => {
    const response = await gateway.send('POST', '/api/v1/auth/login', {
      body: CREDENTIALS,
      headers: { 'user-agent': 'curl/8', 'x-forwarded-for': '203.0.113.9' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(TOKENS);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(asked).toEqual([
      ['login', { email: 'ada@example.com', password: CREDENTIALS.password, userAgent: 'curl/8', ip: '203.0.113.9' }],
    ]);
  });

  it('gives browsers the refresh token as a cookie that scripts and other sites cannot use', async () => {
    const response = await gateway.send('POST', '/api/v1/auth/login', { body: CREDENTIALS, headers: browser });
    expect(await response.json()).not.toHaveProperty('refreshToken');
    const cookie = response.headers.get('set-cookie')!;
    expect(cookie.split('; ').sort()).toEqual(
      [
        'Expires=Thu, 31 Jan 2036 00:00:00 GMT',
        'HttpOnly',
        'Path=/api/v1/auth',
        'SameSite=Strict',
        'steward_refresh=refresh-1',
      ].sort(),
    );
  });

  it('marks the cookie Secure behind TLS', async () => {
    const response = await gateway.send('POST', '/api/v1/auth/login', {
      body: CREDENTIALS,
      headers: { ...browser, 'x-forwarded-proto': 'https' },
    });
    expect(response.headers.get('set-cookie')).toContain('; Secure');
  });

  it('does not take an address from the sender', async () => {
    const response = await gateway.send('POST', '/api/v1/auth/login', { body: { ...CREDENTIALS, ip: '127.0.0.1' } });
    expect(response.status).toBe(400);
  });

  it('says when to try again', async () => {
    const response = await gateway.send('POST', '/api/v1/auth/login', { body: { ...CREDENTIALS, password: 'many' } });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '38']);
  });
});

describe('renewing', () => {
  const cookie = (token: string) => ({ cookie: `steward_refresh=${token}` });

  it('works with the cookie, and sets the next one', async () => {
    const response = await gateway.send('POST', '/api/v1/auth/refresh', { headers: { ...browser, ...cookie('refresh-1') } });
    expect(response.status).toBe(200);
    expect(asked).toEqual([['refresh', expect.objectContaining({ refreshToken: 'refresh-1' })]]);
    expect(response.headers.get('set-cookie')).toContain('steward_refresh=refresh-2');
  });

  it('does not count the cookie without the header that another site cannot send', async () => {
    const response = await gateway.send('POST', '/api/v1/auth/refresh', { headers: cookie('refresh-1') });
    expect(response.status).toBe(401);
    expect(asked).toEqual([]);
  });

  it('removes the cookie of a session that has ended', async () => {
    const response = await gateway.send('POST', '/api/v1/auth/refresh', { headers: { ...browser, ...cookie('used') } });
    expect(response.status).toBe(401);
    expect(response.headers.get('set-cookie')).toMatch(/^steward_refresh=; .*Expires=Thu, 01 Jan 1970/);
  });

  it('works with a token in the body', async () => {
    const response = await gateway.send('POST', '/api/v1/auth/refresh', { body: { refreshToken: 'refresh-1' } });
    expect(await response.json()).toMatchObject({ refreshToken: 'refresh-2' });
  });
});

it('signing out ends the session and removes the cookie', async () => {
  const response = await gateway.send('POST', '/api/v1/auth/logout', {
    headers: { ...browser, cookie: 'steward_refresh=refresh-1' },
  });
  expect(response.status).toBe(204);
  expect(asked).toEqual([['logout', { refreshToken: 'refresh-1' }]]);
  expect(response.headers.get('set-cookie')).toMatch(/^steward_refresh=;/);
});
