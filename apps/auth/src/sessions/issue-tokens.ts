import { Injectable } from '@nestjs/common';
import { Config } from '#config';
import { ACCESS_TOKEN_SECONDS, signAccessToken, type SessionTokens } from '#contracts/auth';
import type { EntityManager } from 'typeorm';
import { hashSecret, newSecret } from '../secrets/opaque-secret.js';
import { toUser } from '../users/to-user.js';
import type { UserEntity } from '../users/user.entity.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import type { SessionEntity } from './session.entity.js';

/** Gives out a pair of tokens: a signed access token, and an opaque refresh token of which only the hash is kept. */
@Injectable()
export class IssueTokens {
  constructor(private readonly config: Config) {}

  /** @param parentHash of the refresh token that was traded in; null for a new session */
  async run(manager: EntityManager, user: UserEntity, session: SessionEntity, parentHash: Buffer | null): Promise<SessionTokens> {
    const refreshToken = newSecret();
    await manager.insert(RefreshTokenEntity, { hash: hashSecret(refreshToken), sessionId: session.id, parentHash });
    const accessTokenExpiresAt = new Date(Date.now() + ACCESS_TOKEN_SECONDS * 1000).toISOString();
    const accessToken = await signAccessToken(this.config.jwtSecret, { id: user.id, role: user.role, sessionId: session.id });
    return {
      user: toUser(user),
      sessionId: session.id,
      accessToken,
      accessTokenExpiresAt,
      refreshToken,
      refreshTokenExpiresAt: session.endsAt.toISOString(),
    };
  }
}
