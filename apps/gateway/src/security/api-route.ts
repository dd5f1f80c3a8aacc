import type { ApiRequest } from '../http/api-request.js';

/** Health and metrics share the process and its port, but are no part of the API: neither guarded nor counted here. */
export function isApiRoute(request: ApiRequest): boolean {
  return request.routeOptions.url?.startsWith('/api/v1/') ?? false;
}
