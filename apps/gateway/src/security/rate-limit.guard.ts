import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions, InjectThrottlerStorage, ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { Config } from '#config';
import { ServiceError } from '#rpc';
import type { ApiRequest } from '../http/api-request.js';
import { isApiRoute } from './api-route.js';
import { Authenticator } from './authenticator.js';
import { CREDENTIAL_ROUTE } from './rate-limit.decorators.js';

const MINUTE_MS = 60_000;
/** Sign-ins and the like: this part of the general limit. */
const CREDENTIAL_SHARE = 1 / 40;

function isCredentialRoute(context: ExecutionContext): boolean {
  return Reflect.getMetadata(CREDENTIAL_ROUTE, context.getHandler()) === true;
}

/** One count for all routes, and one more for those where passwords can be guessed. */
export function rateLimits({ rateLimitPerMinute }: Config): ThrottlerModuleOptions {
  return {
    throttlers: [
      { name: 'default', ttl: MINUTE_MS, limit: rateLimitPerMinute },
      {
        name: 'credentials',
        ttl: MINUTE_MS,
        limit: Math.ceil(rateLimitPerMinute * CREDENTIAL_SHARE),
        skipIf: (context) => !isCredentialRoute(context),
        setHeaders: false,
      },
    ],
  };
}

/** Counts requests of each user, or of each address for those not (yet) known. Runs before anything costs something. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {
    super(options, storage, reflector);
  }

  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return !isApiRoute(context.switchToHttp().getRequest<ApiRequest>());
  }

  protected override async getTracker(request: ApiRequest): Promise<string> {
    const user = await this.authenticator.recognise(request);
    return user ? `user ${user.id}` : `address ${await super.getTracker(request)}`;
  }

  /** Not by route: the limit is on what one sender does in all. */
  protected override generateKey(_context: ExecutionContext, tracker: string, name: string): string {
    return `${name} ${tracker}`;
  }

  protected override async throwThrottlingException(_context: ExecutionContext, limit: ThrottlerLimitDetail): Promise<void> {
    const retryAfterSeconds = limit.timeToBlockExpire;
    throw new ServiceError('too-many-requests', `Too many requests; try again in ${retryAfterSeconds} seconds`, { retryAfterSeconds });
  }
}
