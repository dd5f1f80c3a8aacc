import { ApiProblem } from './api-problem.js';
import type { components } from './schema.js';

export type User = components['schemas']['User'];
export type SignedIn = components['schemas']['SignedIn'];

export interface SessionOptions {
  /** Origin of the API; `''` for the page's own. */
  baseUrl: string;
  /** The refresh token lives in a cookie that scripts cannot read, instead of in this object. */
  browser: boolean;
  fetch: typeof fetch;
  /** Called when the user changes: signed in, signed out, or the session has ended. */
  onChange?: (user: User | undefined) => void;
}

/** A token this near its end is renewed before it is used, in milliseconds. */
const RENEW_BEFORE_MS = 20_000;

interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Who is signed in, and the tokens that prove it: kept in memory only. Renewals of one client, and of all tabs, are one at a time. */
export class Session {
  private tokens?: SignedIn;
  private renewal?: Promise<boolean>;

  constructor(private readonly options: SessionOptions) {}

  get user(): User | undefined {
    return this.tokens?.user;
  }

  /** @throws ApiProblem `auth.invalid-credentials` and others */
  async signIn(input: { email: string; password: string }): Promise<User> {
    return this.begin(await this.post('login', input));
  }

  async register(input: { email: string; password: string; name?: string }): Promise<User> {
    return this.begin(await this.post('register', input));
  }

  async signOut(): Promise<void> {
    const refreshToken = this.tokens?.refreshToken;
    this.end();
    await this.post('logout', refreshToken ? { refreshToken } : {});
  }

  /** Takes up the session of an earlier page load, or of a kept refresh token. Answers whether there is one. */
  restore(refreshToken?: string): Promise<boolean> {
    return this.renew(refreshToken);
  }

  /** The access token to send, renewed first when it is about to end; undefined when nobody is signed in. */
  async accessToken(): Promise<string | undefined> {
    if (this.tokens && Date.parse(this.tokens.accessTokenExpiresAt) - Date.now() < RENEW_BEFORE_MS) await this.renew();
    return this.tokens?.accessToken;
  }

  /** Exchanges the refresh token; calls at the same time share one exchange. False: the session has ended. */
  renew(refreshToken = this.tokens?.refreshToken): Promise<boolean> {
    this.renewal ??= this.exchange(refreshToken).finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  private async exchange(refreshToken?: string): Promise<boolean> {
    if (!this.options.browser && !refreshToken) return false;
    try {
      const tokens = await acrossTabs(this.options.browser, () => this.post('refresh', refreshToken ? { refreshToken } : {}));
      await this.begin(tokens);
      return true;
    } catch (error) {
      // A server that cannot be reached ends no session.
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      this.end();
      return false;
    }
  }

  private async begin(response: Response): Promise<User> {
    const tokens = (await response.json()) as SignedIn;
    const changed = this.tokens?.user.id !== tokens.user.id;
    this.tokens = tokens;
    if (changed) this.options.onChange?.(tokens.user);
    return tokens.user;
  }

  private end(): void {
    const wasSignedIn = this.tokens !== undefined;
    this.tokens = undefined;
    if (wasSignedIn) this.options.onChange?.(undefined);
  }

  private async post(route: string, body: object): Promise<Response> {
    const response = await this.options
      .fetch(`${this.options.baseUrl}/api/v1/auth/${route}`, {
        method: 'POST',
        credentials: this.options.browser ? 'same-origin' : 'omit',
        headers: { 'content-type': 'application/json', ...(this.options.browser ? { 'x-client': 'browser' } : {}) },
        body: JSON.stringify(body),
      })
      .catch(() => Promise.reject(ApiProblem.network()));
    if (!response.ok) throw await ApiProblem.of(response);
    return response;
  }
}

/** Two tabs that send the same cookie would look like a stolen token: they take turns where the browser can arrange it. */
function acrossTabs<T>(browser: boolean, work: () => Promise<T>): Promise<T> {
  const locks = (globalThis as { navigator?: { locks?: Locks } }).navigator?.locks;
  return browser && locks ? locks.request('steward-refresh', work) : work();
}
