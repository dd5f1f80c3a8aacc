import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ClientInfo, SessionTokens } from '#contracts/auth';
import type { EntityManager } from 'typeorm';
import type { UserEntity } from '../users/user.entity.js';
import { IssueTokens } from './issue-tokens.js';
import { ABSOLUTE_DAYS, IDLE_DAYS } from './session-lifetime.js';
import { SessionEntity } from './session.entity.js';

/** Opens a session for a user whose password was just checked, and clears away sessions that ran out. */
@Injectable()
export class StartSession {
  constructor(private readonly issueTokens: IssueTokens) {}

  async run(manager: EntityManager, user: UserEntity, client: ClientInfo): Promise<SessionTokens> {
    // Rows that somebody holds are left for the next time, so as to wait for nobody.
    await manager.query(
      'delete from auth.session where id in (select id from auth.session where expires_at <= now() for update skip locked)',
    );
    const id = randomUUID();
    await manager.insert(SessionEntity, {
      id,
      userId: user.id,
      userAgent: client.userAgent ?? null,
      ip: client.ip ?? null,
      expiresAt: () => `now() + interval '${IDLE_DAYS} days'`,
      endsAt: () => `now() + interval '${ABSOLUTE_DAYS} days'`,
    });
    const session = await manager.findOneByOrFail(SessionEntity, { id });
    return this.issueTokens.run(manager, user, session, null);
  }
}
