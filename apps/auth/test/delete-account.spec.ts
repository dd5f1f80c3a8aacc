import type { SessionTokens } from '#contracts/auth';
import { systemCall, userCall, type CallContext } from '#rpc';
import { PASSWORD, person, startAuth, type AuthApp } from './support/auth-app.js';

let app: AuthApp;
let ada: SessionTokens;
let bob: SessionTokens;
let asAda: CallContext;
beforeAll(async () => void (app = await startAuth()));
afterAll(() => app.close());
beforeEach(async () => {
  await app.clear();
  ada = await app.auth.register(person('Ada'), systemCall());
  bob = await app.auth.register(person('Bob'), systemCall());
  asAda = await app.as(ada);
});

const proof = { email: 'ada@example.com', password: PASSWORD };
const WRONG = { code: 'auth.invalid-credentials' };

it("is confirmed by one's own address and password only", async () => {
  expect(await app.auth.confirmIdentity({ ...proof, email: 'ADA@example.com' }, asAda)).toEqual({});
  await expect(app.auth.confirmIdentity({ ...proof, password: 'violet umbrella 48' }, asAda)).rejects.toMatchObject(WRONG);
  // Bob's address with the password that both have.
  await expect(app.auth.confirmIdentity({ ...proof, email: 'bob@example.com' }, asAda)).rejects.toMatchObject(WRONG);
  const key = userCall({ id: ada.user.id, role: 'admin', scopes: ['read', 'write'] });
  await expect(app.auth.confirmIdentity(proof, key)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(app.auth.confirmIdentity(proof, systemCall())).rejects.toMatchObject({ code: 'unauthorized' });
});

it('cannot be guessed at without end', async () => {
  const guesses = Array.from({ length: 12 }, (_, i) => app.auth.confirmIdentity({ ...proof, password: `guess ${i}` }, asAda));
  const codes = (await Promise.allSettled(guesses)).map((each) => (each as { reason: { code: string } }).reason.code);
  expect(codes).toContain('auth.too-many-attempts');
});

it('deletes sessions and keys with the account, leaves the others, and an administrator among them', async () => {
  const { secret } = await app.auth.createApiKey({ name: 'x', scopes: ['read'] }, asAda);
  await expect(app.auth.deleteAccount({ ...proof, password: 'no' }, asAda)).rejects.toMatchObject(WRONG);
  expect(bob.user.role).toBe('user');

  await app.auth.deleteAccount(proof, asAda);
  await expect(app.auth.me({}, asAda)).rejects.toMatchObject({ code: 'unauthorized' });
  await expect(app.auth.verifyApiKey({ secret }, systemCall())).rejects.toMatchObject({ code: 'auth.invalid-token' });
  await expect(app.auth.refresh({ refreshToken: ada.refreshToken }, systemCall())).rejects.toMatchObject({
    code: expect.stringMatching(/^auth\./),
  });
  await expect(app.auth.login(proof, systemCall())).rejects.toMatchObject(WRONG);
  expect(await app.auth.me({}, await app.as(bob))).toMatchObject({ email: 'bob@example.com', role: 'admin' });
  expect(await app.sql('select 1 from auth.session s where s.user_id = $1', [ada.user.id])).toEqual([]);
});
