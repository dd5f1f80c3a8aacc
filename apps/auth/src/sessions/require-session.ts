import { Injectable } from '@nestjs/common';
import { InjectDatabase } from '#database';
import { requireUser, ServiceError, type CallContext } from '#rpc';
import type { DataSource } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** A person at a device of theirs. */
export interface CurrentSession {
  userId: string;
  sessionId: string;
}

/**
 * Who manages sessions, keys or the password must be a person with a session that has not ended. Its access token alone
 * does not show that: it stays valid for some minutes after the session was ended, long enough to make an API key with it.
 */
@Injectable()
export class RequireSession {
  constructor(@InjectDatabase('auth') private readonly dataSource: DataSource) {}

  /** @throws ServiceError `unauthorized` without a user, `forbidden` for an API key, `auth.session-ended` */
  async of(call: CallContext): Promise<CurrentSession> {
    const { id: userId, sessionId, scopes } = requireUser(call);
    if (scopes) throw new ServiceError('forbidden', 'An API key cannot do this: sign in');
    if (!sessionId) throw new ServiceError('unauthorized', 'Sign in first');
    const live = await this.dataSource.manager
      .createQueryBuilder(SessionEntity, 'session')
      .where({ id: sessionId, userId })
      .andWhere('session.expiresAt > now()')
      .getExists();
    if (!live) throw new ServiceError('auth.session-ended', 'This session has ended: sign in again');
    return { userId, sessionId };
  }
}
