import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CallContext } from '#rpc';
import type { ApiRequest } from './api-request.js';

/** How long a service call made for one HTTP request may take in all, in milliseconds. */
const REQUEST_BUDGET_MS = 30_000;

/** What a service call needs to know about the HTTP request it is made for. */
export function callOf(request: ApiRequest): CallContext {
  return {
    requestId: request.id,
    ...(request.user ? { user: request.user } : {}),
    deadline: Date.now() + REQUEST_BUDGET_MS,
  };
}

/** `@Call() call: CallContext` in a controller. */
export const Call = createParamDecorator((_: unknown, context: ExecutionContext): CallContext =>
  callOf(context.switchToHttp().getRequest<ApiRequest>()),
);
