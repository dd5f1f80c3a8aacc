import { ServiceError } from '#rpc';
import { ADA, BOB, startGateway, type TestGateway } from './support/start-gateway.js';

let gateway: TestGateway;
let attempts = 0;

beforeAll(async () => {
  gateway = await startGateway({
    // Of 80 a minute, a fortieth may be attempts to sign in: two.
    config: { rateLimitPerMinute: 80 },
    auth: {
      setupState: async () => ({ hasUsers: true, registrationOpen: false }),
      login: async () => {
        attempts++;
        throw new ServiceError('auth.invalid-credentials', 'The e-mail address or the password is wrong');
      },
    },
    transactions: { listRules: async () => ({ items: [] }), listCategories: async () => ({ items: [] }) },
  });
});

afterAll(() => gateway.stop());

it('counts each user over all routes, apart from everybody else', async () => {
  const statuses: number[] = [];
  let last: Response | undefined;
  for (let i = 0; i < 82; i++) {
    last = await gateway.send('GET', i % 2 ? '/api/v1/rules' : '/api/v1/categories', { as: ADA });
    statuses.push(last.status);
  }
  expect(statuses).toEqual([...Array<number>(80).fill(200), 429, 429]);
  expect(Number(last!.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(last!.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(await last!.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
  expect((await gateway.send('GET', '/api/v1/rules', { as: BOB })).status).toBe(200);
  expect((await gateway.send('GET', '/health/live')).status).toBe(200);
});

it('lets an address guess few passwords only', async () => {
  const login = () => gateway.send('POST', '/api/v1/auth/login', { body: { email: 'ada@example.com', password: 'guess' } });
  const statuses = [(await login()).status, (await login()).status, (await login()).status];
  expect(statuses).toEqual([401, 401, 429]);
  expect(attempts).toBe(2);
  expect((await gateway.send('GET', '/api/v1/auth/setup')).status).toBe(200);
});
