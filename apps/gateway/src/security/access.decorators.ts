import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { ApiKeyScope, UserRole } from '#contracts/auth';

export const PUBLIC = 'gateway:public';
export const ROLES = 'gateway:roles';
export const SCOPE = 'gateway:scope';

/** Marks an operation in the OpenAPI document that needs no authentication; see openapi/build-document.ts. */
export const PUBLIC_EXTENSION = 'x-public';

/** What an API key must be allowed to do to reach a route; `none`: API keys may not, only signed-in people. */
export type RequiredScope = ApiKeyScope | 'none';

/** The route asks nobody who they are. Everything else needs an access token or an API key. */
export const Public = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(PUBLIC, true), ApiExtension(PUBLIC_EXTENSION, true));

/** Only people with one of these roles. */
export const Roles = (...roles: UserRole[]): MethodDecorator & ClassDecorator => SetMetadata(ROLES, roles);

/** Overrides the scope an API key needs: `read` for GET and HEAD, `write` for the rest. */
export const RequiresScope = (scope: RequiredScope): MethodDecorator & ClassDecorator => SetMetadata(SCOPE, scope);

/** Sessions, keys and passwords: not for API keys, lest a leaked key makes itself at home. */
export const PeopleOnly = (): MethodDecorator & ClassDecorator => RequiresScope('none');
