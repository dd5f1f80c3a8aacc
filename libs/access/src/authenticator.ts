import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Config } from '#config';
import { authContract, verifyAccessToken } from '#contracts/auth';
import { InjectClient, ServiceError, type ActingUser, type CallContext, type Client } from '#rpc';

/** How long a key that was found good is believed, in milliseconds: a revoked key works no longer than this. */
const BELIEVED_MS = 30_000;
/** Keys remembered at once; the oldest goes first. */
const MAX_REMEMBERED = 10_000;

const API_KEY_PREFIX = 'stw_';

/** The headers of a request, as Node gives them. */
export type Headers = Record<string, string | string[] | undefined>;

type Credential = { kind: 'token' | 'key'; secret: string };

/** Finds out who sends a request: access tokens are checked here, API keys by the auth service. */
@Injectable()
export class Authenticator {
  private readonly keys = new Map<string, { user: ActingUser; until: number }>();

  constructor(
    @InjectClient(authContract) private readonly auth: Client<typeof authContract>,
    private readonly config: Config,
  ) {}

  /** Who sends this, as far as it can be told without asking another service; undefined when nobody, or not yet known. */
  async recognise(headers: Headers): Promise<ActingUser | undefined> {
    const credential = credentialOf(headers);
    if (!credential) return undefined;
    if (credential.kind === 'key') return this.remembered(fingerprint(credential.secret));
    return verifyAccessToken(this.config.jwtSecret, credential.secret).catch(() => undefined);
  }

  /** @throws ServiceError `unauthorized` without a credential, `auth.invalid-token` with a bad one */
  async identify(headers: Headers, call: CallContext): Promise<ActingUser> {
    const credential = credentialOf(headers);
    if (!credential) throw new ServiceError('unauthorized', 'Sign in, or send an API key');
    if (credential.kind === 'token') return verifyAccessToken(this.config.jwtSecret, credential.secret);
    return this.remembered(fingerprint(credential.secret)) ?? this.verifyKey(credential.secret, call);
  }

  private remembered(key: string): ActingUser | undefined {
    const entry = this.keys.get(key);
    return entry && entry.until > Date.now() ? entry.user : undefined;
  }

  private async verifyKey(secret: string, call: CallContext): Promise<ActingUser> {
    if (secret.length > 200) throw new ServiceError('auth.invalid-token', 'This is not an API key of ours');
    const { userId, role, scopes } = await this.auth.verifyApiKey({ secret }, call);
    const user: ActingUser = { id: userId, role, scopes: scopes ?? [] };
    const key = fingerprint(secret);
    this.keys.delete(key);
    this.keys.set(key, { user, until: Date.now() + BELIEVED_MS });
    if (this.keys.size > MAX_REMEMBERED) this.keys.delete(this.keys.keys().next().value!);
    return user;
  }
}

function credentialOf(headers: Headers): Credential | undefined {
  const key = headers['x-api-key'];
  if (typeof key === 'string' && key) return { kind: 'key', secret: key };
  const bearer = /^Bearer +(\S+)$/i.exec(String(headers['authorization'] ?? ''))?.[1];
  if (!bearer) return undefined;
  return { kind: bearer.startsWith(API_KEY_PREFIX) ? 'key' : 'token', secret: bearer };
}

/** Secrets themselves are not kept in memory. */
function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
