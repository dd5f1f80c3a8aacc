import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ApiKey, CreateApiKeyInput, CreatedApiKey, Identity } from '#contracts/auth';
import { InjectRepository } from '#database';
import { ServiceError } from '#rpc';
import type { Repository } from 'typeorm';
import { hashSecret, newSecret } from '../secrets/opaque-secret.js';
import { ApiKeyEntity } from './api-key.entity.js';

/** Lets people, and scanners for leaked secrets, recognise a key of ours. */
const KEY_MARK = 'stw_';
const SHOWN_CHARACTERS = KEY_MARK.length + 6;

/** Keys with which programs act for a user, within their scopes. */
@Injectable()
export class ApiKeysService {
  constructor(@InjectRepository(ApiKeyEntity, 'auth') private readonly keys: Repository<ApiKeyEntity>) {}

  /** The answer is the only place where the key itself is ever shown. */
  async create(userId: string, { name, scopes, expiresInDays }: CreateApiKeyInput): Promise<CreatedApiKey> {
    const id = randomUUID();
    const secret = KEY_MARK + newSecret();
    await this.keys.insert({
      id,
      userId,
      name,
      scopes,
      prefix: secret.slice(0, SHOWN_CHARACTERS),
      hash: hashSecret(secret),
      expiresAt: expiresInDays ? () => `now() + interval '${Number(expiresInDays)} days'` : null,
    });
    return { ...toApiKey(await this.keys.findOneByOrFail({ id })), secret };
  }

  /** Newest first, expired ones too. */
  async list(userId: string): Promise<ApiKey[]> {
    const keys = await this.keys.find({ where: { userId }, order: { createdAt: 'DESC', id: 'ASC' } });
    return keys.map(toApiKey);
  }

  /** @throws ServiceError `not-found` also where the key is somebody else's */
  async revoke(userId: string, id: string): Promise<void> {
    const { affected } = await this.keys.delete({ id, userId });
    if (!affected) throw new ServiceError('not-found', 'There is no such API key');
  }

  /** On whose behalf the key acts. @throws ServiceError `auth.invalid-token` when it is unknown, revoked or expired */
  async verify(secret: string): Promise<Identity> {
    const key = await this.keys
      .createQueryBuilder('key')
      .innerJoinAndSelect('key.user', 'user')
      .where({ hash: hashSecret(secret) })
      .andWhere('(key.expiresAt is null or key.expiresAt > now())')
      .getOne();
    if (!key) throw new ServiceError('auth.invalid-token', 'The API key is unknown, revoked or expired');
    await this.noteUse(key.id);
    return { userId: key.userId, role: key.user.role, scopes: key.scopes };
  }

  /** At most once a minute, so that a busy key does not mean a write a request. */
  private async noteUse(id: string): Promise<void> {
    await this.keys
      .createQueryBuilder()
      .update()
      .set({ lastUsedAt: () => 'now()' })
      .where({ id })
      .andWhere(`(last_used_at is null or last_used_at <= now() - interval '1 minute')`)
      .execute();
  }
}

function toApiKey(key: ApiKeyEntity): ApiKey {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes,
    createdAt: key.createdAt.toISOString(),
    ...(key.lastUsedAt === null ? {} : { lastUsedAt: key.lastUsedAt.toISOString() }),
    ...(key.expiresAt === null ? {} : { expiresAt: key.expiresAt.toISOString() }),
  };
}
