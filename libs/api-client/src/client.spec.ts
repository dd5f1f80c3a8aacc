import { ApiProblem } from './api-problem.js';
import { createStewardClient, unwrap } from './client.js';
import { eventData } from './watch-job.js';

const USER = { id: 'u1', email: 'ada@example.com', role: 'user', createdAt: '2026-01-01T00:00:00Z' };

/** A server that knows one access token at a time, and renews it when told the right refresh token. */
function server() {
  const state = { access: 'a1', refresh: 'r1', lifetimeMs: 900_000, refreshes: 0, seen: [] as string[] };
  const json = (status: number, body: unknown) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  const signedIn = () => ({
    user: USER,
    sessionId: 's',
    accessToken: state.access,
    accessTokenExpiresAt: new Date(Date.now() + state.lifetimeMs).toISOString(),
    refreshToken: state.refresh,
    refreshTokenExpiresAt: '2036-01-01T00:00:00Z',
  });
  const answer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const path = new URL(request.url).pathname;
    const body = await request.text();
    if (path.endsWith('/auth/login')) return json(200, signedIn());
    if (path.endsWith('/auth/refresh')) {
      state.refreshes++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      if ((JSON.parse(body) as { refreshToken?: string }).refreshToken !== state.refresh) {
        return json(401, { status: 401, code: 'auth.session-ended', detail: 'The session has ended' });
      }
      state.access = `a${state.refreshes + 1}`;
      state.refresh = `r${state.refreshes + 1}`;
      return json(200, signedIn());
    }
    state.seen.push(`${request.headers.get('authorization')} ${body}`.trim());
    if (request.headers.get('authorization') !== `Bearer ${state.access}`)
      return json(401, { status: 401, code: 'auth.invalid-token', detail: 'x' });
    return request.method === 'POST' ? json(201, { id: 'rule', ...(JSON.parse(body) as object) }) : json(200, { items: [] });
  };
  return { state, fetch: answer as typeof fetch };
}

async function signedInClient(onUserChange?: (user: unknown) => void) {
  const { state, fetch } = server();
  const client = createStewardClient({ baseUrl: 'http://steward.test', fetch, browser: false, onUserChange });
  await client.session.signIn({ email: 'ada@example.com', password: 'x' });
  return { client, state };
}

describe('the session', () => {
  it('is renewed once for many requests that are refused at the same time, and each is sent again', async () => {
    const { client, state } = await signedInClient();
    state.access = 'another';
    const answers = await Promise.all(Array.from({ length: 5 }, () => unwrap(client.GET('/api/v1/accounts'))));
    expect(answers).toEqual(Array(5).fill({ items: [] }));
    expect(state.refreshes).toBe(1);
    expect(state.seen).toHaveLength(10);
  });

  it('is renewed before a token ends, so that nothing is refused', async () => {
    const { client, state } = await signedInClient();
    state.lifetimeMs = 1000;
    await client.session.renew();
    state.lifetimeMs = 900_000;
    await unwrap(client.GET('/api/v1/accounts'));
    expect(state.refreshes).toBe(2);
    expect(state.seen).toEqual(['Bearer a3']);
  });

  it('sends the body again', async () => {
    const { client, state } = await signedInClient();
    state.access = 'another';
    const body = { name: 'Coffee', parentId: 'FOOD_AND_DRINK' };
    expect(await unwrap(client.POST('/api/v1/categories', { body }))).toMatchObject(body);
    expect(state.seen).toEqual([`Bearer a1 ${JSON.stringify(body)}`, `Bearer a2 ${JSON.stringify(body)}`]);
  });

  it('ends when it cannot be renewed: the request is refused and the page is told', async () => {
    const users: unknown[] = [];
    const { client, state } = await signedInClient((user) => users.push(user));
    state.access = 'another';
    state.refresh = 'stolen and used';
    await expect(unwrap(client.GET('/api/v1/accounts'))).rejects.toMatchObject({ status: 401, code: 'auth.invalid-token' });
    expect(users).toEqual([USER, undefined]);
    expect(client.session.user).toBeUndefined();
  });

  it('survives a server that does not answer', async () => {
    const { client } = await signedInClient();
    const offline = createStewardClient({
      baseUrl: 'http://steward.test',
      browser: false,
      fetch: () => Promise.reject(new TypeError('fetch failed')),
    });
    await expect(unwrap(offline.GET('/api/v1/accounts'))).rejects.toMatchObject({ status: 0, code: 'network' });
    expect(client.session.user).toEqual(USER);
  });
});

describe('a problem', () => {
  it('has its code and fields', async () => {
    const body = {
      status: 400,
      code: 'invalid-input',
      title: 'Bad Request',
      detail: 'name must be set',
      fields: { name: ['must be set'] },
      requestId: 'r',
    };
    const client = createStewardClient({
      baseUrl: 'http://steward.test',
      apiKey: 'stw_x',
      fetch: async () =>
        new Response(JSON.stringify(body), { status: 400, headers: { 'content-type': 'application/problem+json' } }),
    });
    const error = await unwrap(client.POST('/api/v1/categories', { body: { name: '' } })).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid-input',
      message: 'name must be set',
      fields: { name: ['must be set'] },
    });
  });

  it("is unknown when a proxy's page answers", () => {
    expect(ApiProblem.parse(502, '<html>Bad Gateway</html>')).toMatchObject({
      status: 502,
      code: 'unknown',
      message: 'The server answered 502',
    });
  });
});

it('server-sent events are read however the bytes are cut, comments left out', async () => {
  const bytes = new TextEncoder().encode(
    'event: progress\ndata: {"note":"münchen"}\n\n: still here\n\nevent: completed\ndata: {"n":2}\n\n',
  );
  for (const size of [1, 2, 7, bytes.length]) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
    const seen: string[] = [];
    for await (const data of eventData(body)) seen.push(data);
    expect(seen).toEqual(['{"note":"münchen"}', '{"n":2}']);
  }
});
