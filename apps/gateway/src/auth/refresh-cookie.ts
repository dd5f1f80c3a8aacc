import type { ApiReply, ApiRequest } from '../http/api-request.js';

const NAME = 'steward_refresh';
const PATH = '/api/v1/auth';

/**
 * Whether the sender is our page in a browser. The header is also the guard against forged requests: a page of another
 * origin cannot send it without being allowed by CORS, and the cookie counts only beside it.
 */
export function isBrowser(request: ApiRequest): boolean {
  return request.headers['x-client'] === 'browser';
}

export function readRefreshCookie(request: ApiRequest): string | undefined {
  return isBrowser(request) ? request.cookies[NAME] : undefined;
}

/** @param expires when the session ends for good */
export function setRefreshCookie(request: ApiRequest, reply: ApiReply, token: string, expires: Date): void {
  reply.setCookie(NAME, token, { ...attributes(request), expires });
}

export function clearRefreshCookie(request: ApiRequest, reply: ApiReply): void {
  reply.clearCookie(NAME, attributes(request));
}

/** Out of reach of scripts and of other sites; `Secure` wherever the page itself came over TLS. */
function attributes(request: ApiRequest) {
  return { path: PATH, httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const;
}
