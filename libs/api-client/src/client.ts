import createClient, { type Client } from 'openapi-fetch';
import { ApiProblem } from './api-problem.js';
import type { paths } from './schema.js';
import { Session, type User } from './session.js';
import { sendFile, type Upload, type UploadOptions } from './upload-file.js';
import { followJob, type Job } from './watch-job.js';

export interface StewardClientOptions {
  /** Origin of the API, `http://localhost:9000`; the page's own when absent. */
  baseUrl?: string;
  /** An API key (`stw_…`) to use instead of signing in. */
  apiKey?: string;
  /** Whether the refresh token is kept in an httpOnly cookie; true where there is a document. */
  browser?: boolean;
  /** Called when somebody has signed in, signed out, or the session has ended. */
  onUserChange?: (user: User | undefined) => void;
  /** Replaces the platform's `fetch`. */
  fetch?: typeof fetch;
}

/** The API, typed by its document, with what it takes to stay signed in. */
export interface StewardClient extends Client<paths> {
  session: Session;
  /** Follows a job to its end; resolves with the job, completed or failed. */
  watchJob(id: string, onUpdate: (job: Job) => void, signal?: AbortSignal): Promise<Job>;
  /** Sends a bank file; its key names it in a preview and an import. */
  uploadFile(file: Blob & { name?: string }, options?: UploadOptions): Promise<Upload>;
}

export function createStewardClient(options: StewardClientOptions = {}): StewardClient {
  const baseUrl = (options.baseUrl ?? '').replace(/\/$/, '');
  const browser = options.browser ?? 'document' in globalThis;
  const plainFetch = options.fetch ?? ((...args: Parameters<typeof fetch>) => globalThis.fetch(...args));
  const session = new Session({ baseUrl, browser, fetch: plainFetch, onChange: options.onUserChange });

  const token = async (): Promise<string | undefined> => options.apiKey ?? (await session.accessToken());

  /** Sends a request as the signed-in person; once more with a new token when the old one is refused. */
  const authorisedFetch = async (request: Request): Promise<Response> => {
    const again = options.apiKey ? undefined : request.clone();
    const used = await token();
    const response = await deliver(plainFetch, withToken(request, used));
    if (response.status !== 401 || !again || !used) return response;
    if (!(await session.renew())) return response;
    return deliver(plainFetch, withToken(again, await token()));
  };

  const api = createClient<paths>({ baseUrl, fetch: authorisedFetch });
  return Object.assign(api, {
    session,
    watchJob: (id: string, onUpdate: (job: Job) => void, signal?: AbortSignal) => {
      const url = `${baseUrl}/api/v1/jobs/${encodeURIComponent(id)}/events`;
      return followJob(() => authorisedFetch(new Request(absolute(url), { signal })), onUpdate, signal);
    },
    uploadFile: async (file: Blob & { name?: string }, upload: UploadOptions = {}) => {
      const url = `${baseUrl}/api/v1/uploads`;
      const send = async () => sendFile(url, file, file.name ?? 'upload', authorization(await token()), upload, plainFetch);
      try {
        return await send();
      } catch (error) {
        const renewable = error instanceof ApiProblem && error.status === 401 && !options.apiKey && session.user;
        if (!renewable || !(await session.renew())) throw error;
        return send();
      }
    },
  });
}

/**
 * The data of a successful answer. `const { items } = await unwrap(client.GET('/api/v1/accounts'))`
 * @throws ApiProblem for everything else
 */
export async function unwrap<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw typeof error === 'object' && error !== null
    ? new ApiProblem({ ...error, status: response.status })
    : ApiProblem.parse(response.status, String(error ?? ''));
}

function authorization(token: string | undefined): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {};
}

function withToken(request: Request, token: string | undefined): Request {
  if (token) request.headers.set('authorization', `Bearer ${token}`);
  return request;
}

async function deliver(fetchWith: typeof fetch, request: Request): Promise<Response> {
  try {
    return await fetchWith(request);
  } catch (error) {
    request.signal.throwIfAborted();
    throw error instanceof ApiProblem ? error : ApiProblem.network();
  }
}

/** `new Request('/path')` means the page's origin in a browser and nothing in Node. */
function absolute(url: string): string {
  const page = (globalThis as { location?: { origin: string } }).location;
  return url.startsWith('/') && page ? `${page.origin}${url}` : url;
}
