import { Injectable } from '@nestjs/common';
import type { Session } from '#contracts/auth';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { Not, type DataSource, type EntityManager } from 'typeorm';
import { hashSecret } from '../secrets/opaque-secret.js';
import type { CurrentSession } from './require-session.js';
import { SessionEntity } from './session.entity.js';

/** The devices on which a user is signed in. */
@Injectable()
export class SessionsService {
  constructor(@InjectDatabase('auth') private readonly dataSource: DataSource) {}

  /** Those that have not run out, last used first. */
  async list({ userId, sessionId }: CurrentSession): Promise<Session[]> {
    const sessions = await this.dataSource.manager
      .createQueryBuilder(SessionEntity, 'session')
      .where({ userId })
      .andWhere('session.expiresAt > now()')
      .orderBy({ 'session.lastUsedAt': 'DESC', 'session.id': 'ASC' })
      .getMany();
    return sessions.map((session) => toSession(session, sessionId));
  }

  /** @throws ServiceError `not-found` also where the session is somebody else's */
  async end(userId: string, id: string): Promise<void> {
    const { affected } = await this.dataSource.manager.delete(SessionEntity, { id, userId });
    if (!affected) throw new ServiceError('not-found', 'There is no such session');
  }

  async endOthers({ userId, sessionId }: CurrentSession, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.delete(SessionEntity, { userId, id: Not(sessionId) });
  }

  /** Ends the session that a refresh token, live or used, belongs to; an unknown one is no error. */
  async endByToken(refreshToken: string): Promise<void> {
    await this.dataSource.query(
      'delete from auth.session where id = (select session_id from auth.refresh_token where hash = $1)',
      [hashSecret(refreshToken)],
    );
  }
}

function toSession(session: SessionEntity, currentId: string): Session {
  return {
    id: session.id,
    current: session.id === currentId,
    ...(session.userAgent === null ? {} : { userAgent: session.userAgent }),
    ...(session.ip === null ? {} : { ip: session.ip }),
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  };
}
