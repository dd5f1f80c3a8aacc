import { jest } from '@jest/globals';
import { pendingChanges } from '#database';
import { systemCall, userCall } from '#rpc';
import { PasswordHasher } from '../src/passwords/password-hasher.js';
import { PASSWORD, person, startAuth, type AuthApp } from './support/auth-app.js';

let app: AuthApp;
beforeAll(async () => void (app = await startAuth()));
afterAll(() => app.close());
beforeEach(() => app.clear());

describe('the tables', () => {
  it('are what the entities say', async () => {
    expect(await pendingChanges(app.dataSource)).toEqual({ up: [], down: [] });
  });
});

describe('registration', () => {
  it('makes the first user admin and the next an ordinary one, signed in', async () => {
    expect(await app.auth.setupState({}, systemCall())).toEqual({ hasUsers: false, registrationOpen: true });
    const ada = await app.auth.register(person('Ada'), systemCall());
    expect(ada.user).toEqual({
      id: expect.any(String),
      email: 'ada@example.com',
      name: 'Ada',
      role: 'admin',
      createdAt: expect.any(String),
    });
    expect(await app.auth.me({}, await app.as(ada))).toEqual(ada.user);
    const bob = await app.auth.register(person('Bob', { name: undefined }), systemCall());
    expect(bob.user.role).toBe('user');
    expect(bob.user).not.toHaveProperty('name');
    expect(await app.auth.setupState({}, systemCall())).toEqual({ hasUsers: true, registrationOpen: true });
  });

  it('makes exactly one admin of people who come first at the same moment', async () => {
    const all = await Promise.all(['Ada', 'Bob', 'Cyd', 'Dan'].map((name) => app.auth.register(person(name), systemCall())));
    expect(all.map(({ user }) => user.role).sort()).toEqual(['admin', 'user', 'user', 'user']);
  });

  it('lets only the first in where the policy says so, also of two at the same moment', async () => {
    app.config.registration = 'first-user';
    expect(await app.auth.setupState({}, systemCall())).toEqual({ hasUsers: false, registrationOpen: true });
    const both = await Promise.allSettled(['Ada', 'Bob'].map((name) => app.auth.register(person(name), systemCall())));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'auth.registration-closed' } });
    expect(await app.sql('select role from auth."user"')).toEqual([{ role: 'admin' }]);
    expect(await app.auth.setupState({}, systemCall())).toEqual({ hasUsers: true, registrationOpen: false });
  });

  it('gives an e-mail address, in any case, one account, also at the same moment', async () => {
    const tries = ['ada@example.com', 'ADA@example.com', ' Ada@Example.com '].map((email) =>
      app.auth.register(person('Ada', { email }), systemCall()),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'auth.email-taken' });
    }
  });

  it.each([
    ['a common password', 'Password123', 'auth.weak-password', /most common/],
    ['the e-mail address', 'ada@example.com', 'auth.weak-password', /e-mail/],
    ['one that normalises to more than 128 characters', '\ufdfa'.repeat(8), 'auth.weak-password', /at most 128/],
    ['7 characters', 'xk7-vq2', 'invalid-input', /8/],
    ['129 characters', 'x'.repeat(129), 'invalid-input', /128/],
  ])('refuses %s', async (_what, password, code, message) => {
    const refused = app.auth.register(person('Ada', { password }), systemCall());
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(await app.sql('select 1 from auth."user"')).toEqual([]);
  });

  it('keeps the password as argon2id only, and a refresh token as its hash only', async () => {
    const { refreshToken } = await app.auth.register(person('Ada'), systemCall());
    const rows = await app.sql<{ all: string }>(
      `select u::text || s::text || t::text as all from auth."user" u join auth.session s on s.user_id = u.id
       join auth.refresh_token t on t.session_id = s.id`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.all).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(rows[0]!.all).not.toContain(PASSWORD);
    expect(rows[0]!.all).not.toContain(refreshToken);
    expect(Buffer.from(refreshToken, 'base64url')).toHaveLength(32);
  });

  it('hashes nothing once registration is closed', async () => {
    await app.auth.register(person('Ada'), systemCall());
    app.config.registration = 'first-user';
    const hash = jest.spyOn(app.get(PasswordHasher), 'hash');
    await expect(app.auth.register(person('Bob'), systemCall())).rejects.toMatchObject({ code: 'auth.registration-closed' });
    expect(hash).not.toHaveBeenCalled();
    hash.mockRestore();
  });
});

describe('me', () => {
  it('needs a user who exists', async () => {
    await expect(app.auth.me({}, systemCall())).rejects.toMatchObject({ code: 'unauthorized' });
    const gone = userCall({ id: '00000000-0000-4000-8000-000000000000', role: 'admin' });
    await expect(app.auth.me({}, gone)).rejects.toMatchObject({ code: 'unauthorized' });
  });
});
