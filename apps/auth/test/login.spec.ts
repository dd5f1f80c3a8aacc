import { jest } from '@jest/globals';
import { hash, parseOptions } from '@node-rs/argon2';
import { ACCESS_TOKEN_SECONDS, verifyAccessToken } from '#contracts/auth';
import { systemCall } from '#rpc';
import { AttemptsService } from '../src/attempts/attempts.service.js';
import { PasswordHasher } from '../src/passwords/password-hasher.js';
import { StartSession } from '../src/sessions/start-session.js';
import { PASSWORD, person, startAuth, type AuthApp } from './support/auth-app.js';

let app: AuthApp;
beforeAll(async () => void (app = await startAuth()));
afterAll(() => app.close());
beforeEach(async () => {
  await app.clear();
  await app.auth.register(person('Ada'), systemCall());
});
afterEach(() => void jest.restoreAllMocks());

const EMAIL = 'ada@example.com';
const login = (password: string, email = EMAIL, ip?: string) => app.auth.login({ email, password, ip }, systemCall());

/** The codes that calls were refused with, `ok` for those that were not. */
async function outcomes(calls: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(calls)) {
    const outcome = result.status === 'fulfilled' ? 'ok' : (result.reason as { code: string }).code;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** As if this long had passed since the last attempt. */
const waitSeconds = (seconds: number) =>
  app.sql(
    `update auth.attempt set blocked_until = blocked_until - make_interval(secs => $1), last_at = last_at - make_interval(secs => $1)`,
    [seconds],
  );

describe('signing in', () => {
  it('answers the user, an access token of 15 minutes and a session of 90 days', async () => {
    const before = Date.now();
    const tokens = await login(PASSWORD);
    const after = Date.now();
    expect(tokens.user).toMatchObject({ email: EMAIL, name: 'Ada', role: 'admin' });
    expect(tokens.user).not.toHaveProperty('passwordHash');
    expect(await verifyAccessToken(app.config.jwtSecret, tokens.accessToken)).toEqual({
      id: tokens.user.id,
      role: 'admin',
      sessionId: tokens.sessionId,
    });
    expect(Date.parse(tokens.accessTokenExpiresAt)).toBeGreaterThanOrEqual(before + ACCESS_TOKEN_SECONDS * 1000);
    expect(Date.parse(tokens.accessTokenExpiresAt)).toBeLessThanOrEqual(after + ACCESS_TOKEN_SECONDS * 1000);
    const [session] = await app.sql(
      `select extract(epoch from ends_at - created_at)::int as absolute, extract(epoch from expires_at - created_at)::int as idle
       from auth.session where id = $1`,
      [tokens.sessionId],
    );
    expect(session).toEqual({ absolute: 90 * 86_400, idle: 30 * 86_400 });
  });

  it('takes the e-mail address in any case and the password in either spelling', async () => {
    await app.auth.register(person('Zoe', { password: 'cafe\u0301 de flore' }), systemCall());
    await expect(login('caf\u00e9 de flore', ' ZOE@Example.COM')).resolves.toMatchObject({ user: { email: 'zoe@example.com' } });
  });

  it('answers an unknown user and a wrong password alike, after the same work', async () => {
    const verify = jest.spyOn(app.get(PasswordHasher), 'verify');
    const refusals = await Promise.all(
      [login('not the password'), login('not the password', 'nobody@example.com')].map((call) =>
        call.catch((error: { code: string; message: string; details?: unknown }) => error),
      ),
    );
    const [wrong, unknown] = refusals.map((error) => ({ ...error, message: (error as { message: string }).message }));
    expect(wrong).toMatchObject({ code: 'auth.invalid-credentials' });
    expect(unknown).toEqual(wrong);
    expect(verify).toHaveBeenCalledTimes(2);
    // One of the two has a hash, the other has none; both verify one, and that of nobody costs the same.
    const known = verify.mock.calls.map(([passwordHash]) => passwordHash).find((passwordHash) => passwordHash !== undefined)!;
    const { nobody } = app.get(PasswordHasher) as unknown as { nobody: string };
    expect(verify.mock.calls.filter(([passwordHash]) => passwordHash === undefined)).toHaveLength(1);
    expect(parseOptions(nobody)).toEqual(parseOptions(known));
  });

  it("hashes a password anew whose hash is weaker than today's, and only then", async () => {
    const stored = async () => (await app.sql<{ hash: string }>('select password_hash as hash from auth."user"'))[0]!.hash;
    const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await app.sql('update auth."user" set password_hash = $1', [weak]);
    await expect(login('not the password')).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
    expect(await stored()).toBe(weak);
    await login(PASSWORD);
    const strong = await stored();
    expect(parseOptions(strong)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await login(PASSWORD);
    expect(await stored()).toBe(strong);
  });

  it('leaves no session of a password that was changed meanwhile', async () => {
    const start = jest.spyOn(app.get(StartSession), 'run');
    const hasher = app.get(PasswordHasher);
    const verify = hasher.verify.bind(hasher);
    jest.spyOn(hasher, 'verify').mockImplementation(async (...args) => {
      const answer = await verify(...args);
      await app.sql('update auth."user" set password_version = password_version + 1');
      return answer;
    });
    await expect(login(PASSWORD)).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
    expect(start).not.toHaveBeenCalled();
  });

  it('clears away sessions that ran out', async () => {
    await app.sql(`update auth.session set expires_at = now() - interval '1 second'`);
    const { sessionId } = await login(PASSWORD);
    expect(await app.sql('select id from auth.session')).toEqual([{ id: sessionId }]);
  });
});

describe('wrong passwords', () => {
  it('make the account wait after the fifth, longer each time, whatever the password', async () => {
    for (let i = 0; i < 5; i++)
      await expect(login('not the password')).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
    const verify = jest.spyOn(app.get(PasswordHasher), 'verify');
    await expect(login(PASSWORD)).rejects.toMatchObject({
      code: 'auth.too-many-attempts',
      details: { retryAfterSeconds: expect.any(Number) },
    });
    expect(verify).not.toHaveBeenCalled();
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      const [row] = await app.sql<{ wait: number }>(
        'select extract(epoch from blocked_until - last_at)::int as wait from auth.attempt',
      );
      waits.push(row!.wait);
      await waitSeconds(row!.wait);
      await expect(login('not the password')).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
    }
    expect(waits).toEqual([5, 10, 20]);
  });

  it('tell the seconds to wait, rounded up', async () => {
    for (let i = 0; i < 5; i++) await login('not the password').catch(() => {});
    await app.sql(`update auth.attempt set blocked_until = now() + interval '600 seconds'`);
    const refusal = await login(PASSWORD).catch((error: { details: { retryAfterSeconds: number } }) => error);
    const { retryAfterSeconds } = (refusal as { details: { retryAfterSeconds: number } }).details;
    expect(Number.isInteger(retryAfterSeconds)).toBe(true);
    expect(retryAfterSeconds).toBeGreaterThan(540);
    expect(retryAfterSeconds).toBeLessThanOrEqual(600);
  });

  it('cannot slip past the count at the same moment: of ten, five are looked at', async () => {
    const verify = jest.spyOn(app.get(PasswordHasher), 'verify');
    const counts = await outcomes(Array.from({ length: 10 }, () => login('not the password')));
    expect(counts).toEqual({ 'auth.invalid-credentials': 5, 'auth.too-many-attempts': 5 });
    expect(verify).toHaveBeenCalledTimes(5);
  });

  it('count for accounts that do not exist as for those that do', async () => {
    const counts = await outcomes(Array.from({ length: 10 }, () => login('x', 'nobody@example.com')));
    expect(counts).toEqual({ 'auth.invalid-credentials': 5, 'auth.too-many-attempts': 5 });
  });

  it('are forgotten when the right one comes', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++)
        await expect(login('not the password')).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
      await login(PASSWORD);
    }
  });

  it('are forgotten after a day', async () => {
    for (let i = 0; i < 4; i++) await login('not the password').catch(() => {});
    await waitSeconds(86_401);
    const counts = await outcomes(Array.from({ length: 10 }, () => login('not the password')));
    expect(counts).toEqual({ 'auth.invalid-credentials': 5, 'auth.too-many-attempts': 5 });
  });

  it('do not lock out other accounts', async () => {
    await app.auth.register(person('Bob'), systemCall());
    for (let i = 0; i < 6; i++) await login('not the password').catch(() => {});
    await expect(login(PASSWORD, 'bob@example.com')).resolves.toMatchObject({ user: { name: 'Bob' } });
  });

  it('at many accounts make their network wait after the twentieth, a /64 of IPv6 being one', async () => {
    const strangers = Array.from({ length: 30 }, (_, i) => login('x', `stranger${i}@example.com`, `2001:db8::${i + 1}`));
    expect(await outcomes(strangers)).toEqual({ 'auth.invalid-credentials': 20, 'auth.too-many-attempts': 10 });
    await expect(login(PASSWORD, EMAIL, '2001:db8::ffff')).rejects.toMatchObject({ code: 'auth.too-many-attempts' });
    await expect(login(PASSWORD, EMAIL, '2001:db8:0:1::1')).resolves.toMatchObject({ user: { name: 'Ada' } });
  });

  it('of a network are not forgotten when it signs in to an account of its own', async () => {
    const ip = '192.0.2.1';
    for (let i = 0; i < 19; i++) await login('x', `stranger${i}@example.com`, ip).catch(() => {});
    await login(PASSWORD, EMAIL, ip);
    await expect(login('x', 'stranger19@example.com', ip)).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
    await expect(login('x', 'stranger20@example.com', ip)).rejects.toMatchObject({ code: 'auth.too-many-attempts' });
  });

  it('are still counted after a restart', async () => {
    for (let i = 0; i < 5; i++) await login('not the password').catch(() => {});
    const afresh = new AttemptsService(app.dataSource);
    await expect(afresh.begin({ email: EMAIL })).rejects.toMatchObject({ code: 'auth.too-many-attempts' });
  });

  it('are not let through when they cannot be counted', async () => {
    await app.sql('alter table auth.attempt rename to attempt_gone');
    try {
      const verify = jest.spyOn(app.get(PasswordHasher), 'verify');
      await expect(login(PASSWORD)).rejects.toMatchObject({ code: 'auth.unavailable' });
      expect(verify).not.toHaveBeenCalled();
    } finally {
      await app.sql('alter table auth.attempt_gone rename to attempt');
    }
  });

  it('leave no counters behind for ever', async () => {
    for (let i = 0; i < 3; i++) await login('x', `stranger${i}@example.com`).catch(() => {});
    await waitSeconds(86_401);
    await login(PASSWORD);
    expect(await app.sql('select 1 from auth.attempt')).toEqual([]);
  });
});
