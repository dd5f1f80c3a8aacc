import type { ServiceSchema } from '#database';
import { migrations } from '#migrations/auth';
import { ApiKeyEntity } from './api-keys/api-key.entity.js';
import { AttemptEntity } from './attempts/attempt.entity.js';
import { RefreshTokenEntity } from './sessions/refresh-token.entity.js';
import { SessionEntity } from './sessions/session.entity.js';
import { UserEntity } from './users/user.entity.js';

/** What the auth service keeps. */
export const database: ServiceSchema = {
  schema: 'auth',
  entities: [UserEntity, SessionEntity, RefreshTokenEntity, ApiKeyEntity, AttemptEntity],
  migrations,
};
