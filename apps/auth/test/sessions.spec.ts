import { systemCall, type CallContext } from '#rpc';
import type { SessionTokens } from '#contracts/auth';
import { PASSWORD, person, startAuth, type AuthApp } from './support/auth-app.js';

let app: AuthApp;
let ada: SessionTokens;
let asAda: CallContext;
beforeAll(async () => void (app = await startAuth()));
afterAll(() => app.close());
beforeEach(async () => {
  await app.clear();
  ada = await app.auth.register(person('Ada', { userAgent: 'Firefox', ip: '192.0.2.1' }), systemCall());
  asAda = await app.as(ada);
});

const refresh = (refreshToken: string, userAgent = 'Firefox') =>
  app.auth.refresh({ refreshToken, userAgent, ip: '192.0.2.2' }, systemCall());
const login = (userAgent: string) => app.auth.login({ email: 'ada@example.com', password: PASSWORD, userAgent }, systemCall());
const ENDED = { code: 'auth.session-ended' };

/** As if this long had passed since everything that happened so far. */
const wait = (interval: string) =>
  Promise.all([
    app.sql(
      `update auth.refresh_token set used_at = used_at - interval '${interval}', created_at = created_at - interval '${interval}'`,
    ),
    app.sql(
      `update auth.session set created_at = created_at - interval '${interval}', last_used_at = last_used_at - interval '${interval}',
         expires_at = expires_at - interval '${interval}', ends_at = ends_at - interval '${interval}'`,
    ),
  ]);

describe('a refresh token', () => {
  it('is traded for the next, in the same session with the same absolute end', async () => {
    const next = await refresh(ada.refreshToken);
    expect(next).toMatchObject({ user: ada.user, sessionId: ada.sessionId, refreshTokenExpiresAt: ada.refreshTokenExpiresAt });
    expect(next.refreshToken).not.toBe(ada.refreshToken);
    expect((await app.as(next)).user).toEqual(asAda.user);
    await expect(refresh(next.refreshToken)).resolves.toMatchObject({ sessionId: ada.sessionId });
  });

  it('ends the session when it comes back later, for the thief and the owner alike', async () => {
    const next = await refresh(ada.refreshToken);
    await wait('11 seconds');
    await expect(refresh(ada.refreshToken)).rejects.toMatchObject(ENDED);
    await expect(refresh(next.refreshToken)).rejects.toMatchObject(ENDED);
    expect(await app.sql('select 1 from auth.session')).toEqual([]);
  });

  it('may come twice at the same moment: both tabs stay signed in', async () => {
    const [one, two] = await Promise.all([refresh(ada.refreshToken), refresh(ada.refreshToken)]);
    expect(one.sessionId).toBe(ada.sessionId);
    expect(two.refreshToken).not.toBe(one.refreshToken);
    await expect(refresh(two.refreshToken)).resolves.toMatchObject({ sessionId: ada.sessionId });
  });

  it('of which a sibling was used is worth nothing: it ends the session at once', async () => {
    const [one, two] = await Promise.all([refresh(ada.refreshToken), refresh(ada.refreshToken)]);
    const next = await refresh(two.refreshToken);
    await expect(refresh(one.refreshToken)).rejects.toMatchObject(ENDED);
    await expect(refresh(next.refreshToken)).rejects.toMatchObject(ENDED);
  });

  it('has no grace once its successor was used', async () => {
    const next = await refresh(ada.refreshToken);
    await refresh(next.refreshToken);
    await expect(refresh(ada.refreshToken)).rejects.toMatchObject(ENDED);
    expect(await app.sql('select 1 from auth.session')).toEqual([]);
  });

  it('has no grace for another program', async () => {
    await refresh(ada.refreshToken);
    await expect(refresh(ada.refreshToken, 'curl')).rejects.toMatchObject(ENDED);
    expect(await app.sql('select 1 from auth.session')).toEqual([]);
  });

  it('lets only one of two used siblings go on, also at the same moment', async () => {
    const [one, two] = await Promise.all([refresh(ada.refreshToken), refresh(ada.refreshToken)]);
    const results = await Promise.allSettled([refresh(one.refreshToken), refresh(two.refreshToken)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await app.sql('select 1 from auth.session')).toEqual([]);
  });

  it('that nobody gave out is refused and ends nothing', async () => {
    await expect(refresh('x'.repeat(43))).rejects.toMatchObject(ENDED);
    await expect(refresh(ada.refreshToken)).resolves.toMatchObject({ sessionId: ada.sessionId });
  });

  it('of one session does not touch another', async () => {
    const phone = await login('Phone');
    await refresh(ada.refreshToken);
    await wait('11 seconds');
    await expect(refresh(ada.refreshToken)).rejects.toMatchObject(ENDED);
    await expect(refresh(phone.refreshToken, 'Phone')).resolves.toMatchObject({ sessionId: phone.sessionId });
  });

  it('ends after 30 days without use, which each use begins anew', async () => {
    await wait('29 days');
    const next = await refresh(ada.refreshToken);
    await wait('29 days');
    const third = await refresh(next.refreshToken);
    await wait('30 days 1 second');
    await expect(refresh(third.refreshToken)).rejects.toMatchObject(ENDED);
  });

  it('ends after 90 days, however often it is used', async () => {
    let { refreshToken } = ada;
    for (let month = 0; month < 4; month++) {
      await wait('22 days');
      ({ refreshToken } = await refresh(refreshToken));
    }
    const [session] = await app.sql<{ left: number }>(
      `select round(extract(epoch from expires_at - now()) / 86400)::int as left from auth.session`,
    );
    expect(session!.left).toBe(2);
    await wait('2 days 1 second');
    await expect(refresh(refreshToken)).rejects.toMatchObject(ENDED);
  });
});

describe('signing out', () => {
  it('ends the session of the token, and is no error twice or for an unknown token', async () => {
    const phone = await login('Phone');
    for (let i = 0; i < 2; i++) expect(await app.auth.logout({ refreshToken: ada.refreshToken }, systemCall())).toEqual({});
    expect(await app.auth.logout({ refreshToken: 'unknown' }, systemCall())).toEqual({});
    await expect(refresh(ada.refreshToken)).rejects.toMatchObject(ENDED);
    await expect(refresh(phone.refreshToken, 'Phone')).resolves.toMatchObject({ sessionId: phone.sessionId });
  });
});

describe('the sessions of a user', () => {
  it('are listed with the last used first, the current one marked, without those that ran out', async () => {
    const phone = await login('Phone');
    const old = await login('Old');
    await wait('1 hour');
    await app.sql(`update auth.session set expires_at = now() where id = $1`, [old.sessionId]);
    await refresh(phone.refreshToken, 'Phone 2');
    const { items } = await app.auth.listSessions({}, asAda);
    expect(items.map(({ id, current, userAgent, ip }) => ({ id, current, userAgent, ip }))).toEqual([
      { id: phone.sessionId, current: false, userAgent: 'Phone 2', ip: '192.0.2.2' },
      { id: ada.sessionId, current: true, userAgent: 'Firefox', ip: '192.0.2.1' },
    ]);
    expect(Date.parse(items[0]!.lastUsedAt) - Date.parse(items[0]!.createdAt)).toBeGreaterThanOrEqual(3_600_000);
  });

  it('can be ended one by one, the current one too', async () => {
    const phone = await login('Phone');
    await app.auth.endSession({ id: phone.sessionId }, asAda);
    await expect(refresh(phone.refreshToken, 'Phone')).rejects.toMatchObject(ENDED);
    await expect(app.auth.endSession({ id: phone.sessionId }, asAda)).rejects.toMatchObject({ code: 'not-found' });
    await app.auth.endSession({ id: ada.sessionId }, asAda);
    await expect(app.auth.listSessions({}, asAda)).rejects.toMatchObject(ENDED);
  });

  it('can all be ended but the current one', async () => {
    const others = await Promise.all([login('Phone'), login('Tablet')]);
    await app.auth.endOtherSessions({}, asAda);
    for (const other of others) await expect(refresh(other.refreshToken)).rejects.toMatchObject(ENDED);
    await expect(refresh(ada.refreshToken)).resolves.toMatchObject({ sessionId: ada.sessionId });
  });

  it("are nobody else's to see or end", async () => {
    const bob = await app.auth.register(person('Bob'), systemCall());
    const asBob = await app.as(bob);
    expect((await app.auth.listSessions({}, asBob)).items.map(({ id }) => id)).toEqual([bob.sessionId]);
    await expect(app.auth.endSession({ id: ada.sessionId }, asBob)).rejects.toMatchObject({ code: 'not-found' });
    await app.auth.endOtherSessions({}, asBob);
    await expect(refresh(ada.refreshToken)).resolves.toMatchObject({ sessionId: ada.sessionId });
  });
});

describe('changing the password', () => {
  const NEW = 'a quite different one';
  const change = (currentPassword: string, newPassword: string, call = asAda) =>
    app.auth.changePassword({ currentPassword, newPassword }, call);

  it('ends the other sessions of this user only, and the old password', async () => {
    const phone = await login('Phone');
    const bob = await app.auth.register(person('Bob', { userAgent: 'Firefox' }), systemCall());
    await change(PASSWORD, NEW);
    await expect(refresh(phone.refreshToken, 'Phone')).rejects.toMatchObject(ENDED);
    await expect(refresh(ada.refreshToken)).resolves.toMatchObject({ sessionId: ada.sessionId });
    await expect(refresh(bob.refreshToken)).resolves.toMatchObject({ sessionId: bob.sessionId });
    await expect(login('x')).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
    await expect(app.auth.login({ email: 'ada@example.com', password: NEW }, systemCall())).resolves.toMatchObject({
      user: ada.user,
    });
  });

  it('needs the current one, and a good new one', async () => {
    await expect(change('not the password', NEW)).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
    await expect(change(PASSWORD, 'Password123')).rejects.toMatchObject({ code: 'auth.weak-password' });
    await expect(change(PASSWORD, 'ada@example.com')).rejects.toMatchObject({ code: 'auth.weak-password' });
    await expect(login('x')).resolves.toMatchObject({ user: ada.user });
  });

  it('is no way to guess faster than by signing in', async () => {
    const guesses = await Promise.allSettled(Array.from({ length: 10 }, () => change('not the password', NEW)));
    const codes = guesses.map((guess) => (guess as { reason: { code: string } }).reason.code);
    expect(codes.filter((code) => code === 'auth.invalid-credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'auth.too-many-attempts')).toHaveLength(5);
  });

  it('succeeds once when two try at the same moment', async () => {
    const results = await Promise.allSettled([change(PASSWORD, NEW), change(PASSWORD, `${NEW} still`)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('an access token', () => {
  it('whose session has ended manages nothing, though it is still valid', async () => {
    await app.auth.logout({ refreshToken: ada.refreshToken }, systemCall());
    const calls = [
      () => app.auth.listSessions({}, asAda),
      () => app.auth.endOtherSessions({}, asAda),
      () => app.auth.createApiKey({ name: 'x', scopes: ['read'] }, asAda),
      () => app.auth.changePassword({ currentPassword: PASSWORD, newPassword: 'a quite different one' }, asAda),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject(ENDED);
  });

  it('of one user with the session of another manages nothing', async () => {
    const bob = await app.auth.register(person('Bob'), systemCall());
    const mixed = { ...asAda, user: { ...asAda.user!, sessionId: bob.sessionId } };
    await expect(app.auth.listSessions({}, mixed)).rejects.toMatchObject(ENDED);
  });
});
