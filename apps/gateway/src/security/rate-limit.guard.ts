import { Injectable, type CanActivate, type ExecutionContext, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Authenticator } from '#access';
import { Config } from '#config';
import { ServiceError } from '#rpc';
import type { ApiReply, ApiRequest } from '../http/api-request.js';
import { isApiRoute } from './api-route.js';
import { CREDENTIAL_ROUTE } from './rate-limit.decorators.js';

const MINUTE_MS = 60_000;
/** Sign-ins and the like: this part of the general limit. */
const CREDENTIAL_SHARE = 1 / 40;

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

/**
 * Counts what one sender does over all routes: each user, or each address for those not (yet) known, and once more for
 * routes where passwords can be guessed. Runs before anything that costs something.
 */
@Injectable()
export class RateLimitGuard implements CanActivate, OnModuleInit {
  private readonly users = new WeakMap<FastifyRequest, string>();
  private byUser: Limiter;
  private byAddress: Limiter;
  private credentials: Limiter;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly config: Config,
    private readonly authenticator: Authenticator,
    private readonly reflector: Reflector,
  ) {}

  /** `@fastify/rate-limit` is registered by then; without a key of our own it counts addresses, IPv6 by network. */
  onModuleInit(): void {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    const max = this.config.rateLimitPerMinute;
    this.byUser = fastify.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator: (request) => this.users.get(request)! });
    this.byAddress = fastify.createRateLimit({ max, timeWindow: MINUTE_MS });
    this.credentials = fastify.createRateLimit({ max: Math.ceil(max * CREDENTIAL_SHARE), timeWindow: MINUTE_MS });
  }

  /** Counts a request against its sender's limit. @throws ServiceError `too-many-requests` */
  async count(request: ApiRequest, reply: ApiReply): Promise<void> {
    const user = await this.authenticator.recognise(request.headers);
    if (user) this.users.set(request, user.id);
    await count(user ? this.byUser : this.byAddress, request, reply);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (!isApiRoute(request)) return true;
    const reply = context.switchToHttp().getResponse<ApiReply>();
    await this.count(request, reply);
    if (this.reflector.get<boolean | undefined>(CREDENTIAL_ROUTE, context.getHandler()))
      await count(this.credentials, request, reply);
    return true;
  }
}

/** @throws ServiceError `too-many-requests` */
async function count(limiter: Limiter, request: ApiRequest, reply: ApiReply): Promise<void> {
  const result = await limiter(request);
  if (result.isAllowed) return;
  const { max, remaining, ttlInSeconds, isExceeded } = result;
  reply.headers({ 'x-ratelimit-limit': max, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': ttlInSeconds });
  if (!isExceeded) return;
  throw new ServiceError('too-many-requests', `Too many requests; try again in ${ttlInSeconds} seconds`, {
    retryAfterSeconds: ttlInSeconds,
  });
}
