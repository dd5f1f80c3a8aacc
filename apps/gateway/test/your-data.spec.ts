import { ServiceError } from '#rpc';
import { BlobStore } from '#storage';
import { ADA, BOB, startGateway, type TestGateway } from './support/start-gateway.js';

const EXPORT = '0199aaaa-0000-7000-8000-000000000001';
const JOB = '0199aaaa-0000-7000-8000-000000000002';
const PROOF = { email: 'ada@example.com', password: 'violet umbrella 47', confirm: 'delete everything' };

let gateway: TestGateway;
let asked: string[];

beforeAll(async () => {
  gateway = await startGateway({
    auth: {
      confirmIdentity: async ({ password }) => {
        asked.push('confirmIdentity');
        if (password !== PROOF.password) throw new ServiceError('auth.invalid-credentials', 'wrong');
        return {};
      },
      deleteAccount: async ({ email }) => {
        asked.push(`deleteAccount ${email}`);
        return {};
      },
    },
    transactions: {
      deleteEverything: async ({ withAccount }, call) => {
        asked.push(`deleteEverything of ${call.user!.id}${withAccount ? ' with the account' : ''}`);
        return { jobId: JOB };
      },
      exportFile: async ({ id }, call) => {
        if (id !== EXPORT || call.user!.id !== ADA) throw new ServiceError('exports.not-found', 'none');
        return { blobKey: `exports/${ADA}/${EXPORT}`, fileName: 'steward.csv', contentType: 'text/csv; charset=utf-8', bytes: 5 };
      },
    },
  });
  await gateway.app.get(BlobStore, { strict: false }).put(
    `exports/${ADA}/${EXPORT}`,
    (async function* () {
      yield Buffer.from('a,b\r\n');
    })(),
  );
});
beforeEach(() => {
  asked = [];
});
afterAll(() => gateway.stop());

const remove = (body: object, as = ADA) => gateway.send('POST', '/api/v1/your-data/delete', { as, body });

describe('deleting everything', () => {
  it('asks who one is first, and leaves the account unless told', async () => {
    const response = await remove(PROOF);
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/api/v1/jobs/${JOB}`);
    expect(asked).toEqual(['confirmIdentity', `deleteEverything of ${ADA}`]);
  });

  it('deletes the account last, for until then it can be tried again', async () => {
    expect((await remove({ ...PROOF, withAccount: true })).status).toBe(202);
    expect(asked).toEqual(['confirmIdentity', `deleteEverything of ${ADA} with the account`, 'deleteAccount ada@example.com']);
  });

  it('does nothing with a wrong password, without the words, or for an API key', async () => {
    expect((await remove({ ...PROOF, password: 'no' })).status).toBe(401);
    expect(asked).toEqual(['confirmIdentity']);
    asked = [];
    expect((await remove({ ...PROOF, confirm: 'delete everyting' })).status).toBe(400);
    expect((await gateway.send('POST', '/api/v1/your-data/delete', { body: PROOF })).status).toBe(401);
    expect(asked).toEqual([]);
  });
});

describe('an export', () => {
  const file = `/api/v1/exports/${EXPORT}/file`;

  it('is fetched by its owner', async () => {
    const response = await gateway.send('GET', file, { as: ADA });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="steward.csv"');
    expect(await response.text()).toBe('a,b\r\n');
    expect((await gateway.send('GET', file, { as: BOB })).status).toBe(404);
    expect((await gateway.send('GET', file)).status).toBe(401);
  });

  it('has a link that works without signing in, given out to its owner only', async () => {
    const response = await gateway.send('POST', `/api/v1/exports/${EXPORT}/link`, { as: ADA });
    const { url, expiresAt } = (await response.json()) as { url: string; expiresAt: string };
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    expect(await (await gateway.send('GET', url)).text()).toBe('a,b\r\n');
    expect((await gateway.send('GET', `${url.slice(0, -2)}xx`)).status).toBe(401);
    expect((await gateway.send('POST', `/api/v1/exports/${EXPORT}/link`, { as: BOB })).status).toBe(404);
  });
});
