import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Authenticator } from '#access';
import type { UserRole } from '#contracts/auth';
import { ServiceError, type ActingUser } from '#rpc';
import type { ApiRequest } from '../http/api-request.js';
import { PUBLIC, ROLES, SCOPE, type RequiredScope } from './access.decorators.js';
import { callOf } from '../http/call.decorator.js';
import { isApiRoute } from './api-route.js';

/** Lets a request reach its route: who asks is known, has the role, and their API key the scope. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (!isApiRoute(request) || this.metadata<boolean>(PUBLIC, context)) return true;
    const user = await this.authenticator.identify(request.headers, callOf(request));
    requireScope(user, this.metadata<RequiredScope>(SCOPE, context) ?? usualScope(request.method));
    requireRole(user, this.metadata<UserRole[]>(ROLES, context));
    request.user = user;
    return true;
  }

  private metadata<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

function usualScope(method: string): RequiredScope {
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write';
}

function requireScope(user: ActingUser, scope: RequiredScope): void {
  if (!user.scopes || user.scopes.includes(scope)) return;
  throw scope === 'none'
    ? new ServiceError('forbidden', 'API keys may not do this: sign in')
    : new ServiceError('forbidden', `This API key lacks the scope "${scope}"`, { scope });
}

function requireRole(user: ActingUser, roles: UserRole[] | undefined): void {
  if (roles && !roles.includes(user.role)) throw new ServiceError('forbidden', `Only for the role ${roles.join(' or ')}`);
}
