import type { SessionTokens } from '#contracts/auth';
import { systemCall, userCall, type CallContext } from '#rpc';
import { PASSWORD, person, startAuth, type AuthApp } from './support/auth-app.js';

let app: AuthApp;
let ada: SessionTokens;
let asAda: CallContext;
beforeAll(async () => void (app = await startAuth()));
afterAll(() => app.close());
beforeEach(async () => {
  await app.clear();
  ada = await app.auth.register(person('Ada'), systemCall());
  asAda = await app.as(ada);
});

const verify = (secret: string) => app.auth.verifyApiKey({ secret }, systemCall());
const INVALID = { code: 'auth.invalid-token' };

describe('an API key', () => {
  it('is shown once, kept as a hash, and acts for its user within its scopes', async () => {
    const created = await app.auth.createApiKey({ name: 'Nightly export', scopes: ['read', 'predict'] }, asAda);
    expect(created.secret).toMatch(/^stw_[A-Za-z0-9_-]{43}$/);
    expect(created.prefix).toBe(created.secret.slice(0, 10));
    const { secret, ...listed } = created;
    expect(await app.auth.listApiKeys({}, asAda)).toEqual({ items: [listed] });
    expect(listed).toEqual({
      id: expect.any(String),
      name: 'Nightly export',
      prefix: expect.any(String),
      scopes: ['read', 'predict'],
      createdAt: expect.any(String),
    });
    expect(await verify(secret)).toEqual({ userId: ada.user.id, role: 'admin', scopes: ['read', 'predict'] });
    const [row] = await app.sql<{ all: string }>('select k::text as all from auth.api_key k');
    expect(row!.all).not.toContain(secret);
  });

  it('has a scope at least, and only ones that exist', async () => {
    for (const scopes of [[], ['everything'], ['read', 'read']]) {
      await expect(app.auth.createApiKey({ name: 'x', scopes: scopes as never }, asAda)).rejects.toMatchObject({
        code: 'invalid-input',
      });
    }
  });

  it('is refused when unknown, mistyped, revoked or expired', async () => {
    const key = await app.auth.createApiKey({ name: 'x', scopes: ['read'], expiresInDays: 7 }, asAda);
    expect(Date.parse(key.expiresAt!) - Date.parse(key.createdAt)).toBe(7 * 86_400_000);
    await expect(verify('stw_unknown')).rejects.toMatchObject(INVALID);
    await expect(verify(`${key.secret}x`)).rejects.toMatchObject(INVALID);
    await expect(verify(key.secret.slice(4))).rejects.toMatchObject(INVALID);
    await expect(verify(key.secret)).resolves.toMatchObject({ userId: ada.user.id });
    await app.sql('update auth.api_key set expires_at = now()');
    await expect(verify(key.secret)).rejects.toMatchObject(INVALID);

    const other = await app.auth.createApiKey({ name: 'y', scopes: ['read'] }, asAda);
    await app.auth.revokeApiKey({ id: other.id }, asAda);
    await expect(verify(other.secret)).rejects.toMatchObject(INVALID);
    await expect(app.auth.revokeApiKey({ id: other.id }, asAda)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('notes its last use, at most once a minute', async () => {
    const { secret } = await app.auth.createApiKey({ name: 'x', scopes: ['read'] }, asAda);
    const lastUsedAt = async () => (await app.auth.listApiKeys({}, asAda)).items[0]!.lastUsedAt;
    expect(await lastUsedAt()).toBeUndefined();
    await verify(secret);
    const first = await lastUsedAt();
    expect(first).toEqual(expect.any(String));
    await verify(secret);
    expect(await lastUsedAt()).toBe(first);
    await app.sql(`update auth.api_key set last_used_at = last_used_at - interval '61 seconds'`);
    await verify(secret);
    expect(Date.parse((await lastUsedAt())!)).toBeGreaterThanOrEqual(Date.parse(first!));
  });

  it('carries the role that its user has today', async () => {
    const { secret } = await app.auth.createApiKey({ name: 'x', scopes: ['read'] }, asAda);
    await app.sql(`update auth."user" set role = 'user'`);
    expect(await verify(secret)).toMatchObject({ role: 'user' });
  });

  it("is nobody else's to see or revoke", async () => {
    const key = await app.auth.createApiKey({ name: 'x', scopes: ['read'] }, asAda);
    const asBob = await app.as(await app.auth.register(person('Bob'), systemCall()));
    expect(await app.auth.listApiKeys({}, asBob)).toEqual({ items: [] });
    await expect(app.auth.revokeApiKey({ id: key.id }, asBob)).rejects.toMatchObject({ code: 'not-found' });
    await expect(verify(key.secret)).resolves.toMatchObject({ userId: ada.user.id });
  });
});

describe('sessions, keys and the password', () => {
  const operations: [string, (call: CallContext) => Promise<unknown>][] = [
    ['listSessions', (call) => app.auth.listSessions({}, call)],
    ['endSession', (call) => app.auth.endSession({ id: ada.sessionId }, call)],
    ['endOtherSessions', (call) => app.auth.endOtherSessions({}, call)],
    ['createApiKey', (call) => app.auth.createApiKey({ name: 'x', scopes: ['read'] }, call)],
    ['listApiKeys', (call) => app.auth.listApiKeys({}, call)],
    ['revokeApiKey', (call) => app.auth.revokeApiKey({ id: ada.sessionId }, call)],
    [
      'changePassword',
      (call) => app.auth.changePassword({ currentPassword: PASSWORD, newPassword: 'a quite different one' }, call),
    ],
  ];

  it.each(operations)('%s needs a person: neither nobody nor an API key, whatever its scopes', async (_name, run) => {
    await expect(run(systemCall())).rejects.toMatchObject({ code: 'unauthorized' });
    const key = userCall({ id: ada.user.id, role: 'admin', sessionId: ada.sessionId, scopes: ['read', 'write', 'predict'] });
    await expect(run(key)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(run(userCall({ id: ada.user.id, role: 'admin' }))).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('me may be asked with a key', async () => {
    expect(await app.auth.me({}, userCall({ id: ada.user.id, role: 'admin', scopes: ['read'] }))).toEqual(ada.user);
  });
});
