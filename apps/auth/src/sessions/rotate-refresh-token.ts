import { Injectable, Logger } from '@nestjs/common';
import type { ClientInfo, RefreshInput, SessionTokens } from '#contracts/auth';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import type { DataSource, EntityManager } from 'typeorm';
import { hashSecret } from '../secrets/opaque-secret.js';
import { UserEntity } from '../users/user.entity.js';
import { IssueTokens } from './issue-tokens.js';
import { GRACE_SECONDS, IDLE_DAYS } from './session-lifetime.js';
import { SessionEntity } from './session.entity.js';

/** What decides whether a token may be traded in. */
interface TokenState {
  parentHash: Buffer | null;
  used: boolean;
  justUsed: boolean;
  retired: boolean;
  childUsed: boolean;
}

/**
 * Trades a refresh token for the next one. Each is good for one use; a used one that comes back means that two parties hold
 * it, and nobody can tell which is the thief, so the whole session ends.
 *
 * One exception, for two tabs that refresh at the same moment (or an answer that got lost): for ten seconds after its first
 * use a token gives another successor, if the same user agent asks and no successor has been used yet. This hides no thief:
 * as soon as one successor is used its siblings are retired, and a retired token that comes back ends the session at once.
 * A thief who is quick enough to use the grace therefore holds a token that works only as long as the owner's does not; the
 * next refresh of either side shows the other. A browser's tabs share one cookie and so keep one of the successors.
 */
@Injectable()
export class RotateRefreshToken {
  private readonly log = new Logger(RotateRefreshToken.name);

  constructor(
    @InjectDatabase('auth') private readonly dataSource: DataSource,
    private readonly issueTokens: IssueTokens,
  ) {}

  /** @throws ServiceError `auth.session-ended` when the token is unknown, expired, or was used before */
  async run({ refreshToken, ...client }: RefreshInput): Promise<SessionTokens> {
    const hash = hashSecret(refreshToken);
    // The refusal is thrown outside of the transaction, which ends the session and must be kept.
    const tokens = await this.dataSource.transaction((manager) => this.rotate(manager, hash, client));
    if (!tokens) throw new ServiceError('auth.session-ended', 'This session has ended: sign in again');
    return tokens;
  }

  private async rotate(manager: EntityManager, hash: Buffer, client: ClientInfo): Promise<SessionTokens | undefined> {
    const session = await lockSessionOf(manager, hash);
    if (!session) return undefined;
    const token = await readToken(manager, hash);
    if (!mayBeUsed(token, session, client)) {
      await manager.delete(SessionEntity, { id: session.id });
      this.log.warn({
        msg: 'A used refresh token came back: its session is ended',
        sessionId: session.id,
        userId: session.userId,
      });
      return undefined;
    }
    await markUsed(manager, session.id, hash, token.parentHash);
    await manager.update(
      SessionEntity,
      { id: session.id },
      {
        userAgent: client.userAgent ?? null,
        ip: client.ip ?? null,
        lastUsedAt: () => 'now()',
        expiresAt: () => `least(now() + interval '${IDLE_DAYS} days', ends_at)`,
      },
    );
    const user = await manager.findOneByOrFail(UserEntity, { id: session.userId });
    return this.issueTokens.run(manager, user, session, hash);
  }
}

/** Holds the session until the transaction ends: refreshes of one session follow one another. */
async function lockSessionOf(manager: EntityManager, hash: Buffer): Promise<SessionEntity | null> {
  const [found] = await manager.query<{ id: string }[]>('select session_id as id from auth.refresh_token where hash = $1', [
    hash,
  ]);
  if (!found) return null;
  return manager
    .createQueryBuilder(SessionEntity, 'session')
    .where('session.id = :id and session.expiresAt > now()', found)
    .setLock('pessimistic_write')
    .getOne();
}

/** A statement of its own, after the lock, so that it sees what the refresh before it wrote. */
async function readToken(manager: EntityManager, hash: Buffer): Promise<TokenState> {
  const [token] = await manager.query<TokenState[]>(
    `select token.parent_hash as "parentHash", token.used_at is not null as used, token.retired,
       coalesce(token.used_at > now() - make_interval(secs => $2), false) as "justUsed",
       exists (
         select 1 from auth.refresh_token child
         where child.session_id = token.session_id and child.parent_hash = token.hash and child.used_at is not null
       ) as "childUsed"
     from auth.refresh_token token where token.hash = $1`,
    [hash, GRACE_SECONDS],
  );
  return token!;
}

function mayBeUsed(token: TokenState, session: SessionEntity, client: ClientInfo): boolean {
  if (token.retired) return false;
  if (!token.used) return true;
  return token.justUsed && !token.childUsed && (client.userAgent ?? null) === session.userAgent;
}

async function markUsed(manager: EntityManager, sessionId: string, hash: Buffer, parentHash: Buffer | null): Promise<void> {
  await manager.query('update auth.refresh_token set used_at = coalesce(used_at, now()) where hash = $1', [hash]);
  if (!parentHash) return;
  await manager.query('update auth.refresh_token set retired = true where session_id = $1 and parent_hash = $2 and hash <> $3', [
    sessionId,
    parentHash,
    hash,
  ]);
}
