import { jwtVerify, SignJWT } from 'jose';
import { ServiceError, type ActingUser } from '#rpc';
import { USER_ROLES, type UserRole } from './auth.dto.js';

/** Lifetime of an access token, in seconds: short, because it cannot be called back. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;

const ISSUER = 'steward';
const ALGORITHM = 'HS256';

const keyOf = (secret: string) => new TextEncoder().encode(secret);

/** The access token (JWT, HS256) that the auth service gives out. */
export function signAccessToken(secret: string, user: { id: string; role: UserRole; sessionId: string }): Promise<string> {
  return new SignJWT({ role: user.role, sid: user.sessionId })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setSubject(user.id)
    .setIssuedAt()
    .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
    .sign(keyOf(secret));
}

/** Reads an access token at the gateway, without asking the auth service. Throws `auth.invalid-token`. */
export async function verifyAccessToken(secret: string, token: string): Promise<ActingUser> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { issuer: ISSUER, algorithms: [ALGORITHM] });
    const { sub, role, sid } = payload;
    if (typeof sub !== 'string' || typeof sid !== 'string' || !USER_ROLES.includes(role as UserRole)) throw new Error('claims');
    return { id: sub, role: role as UserRole, sessionId: sid };
  } catch {
    throw new ServiceError('auth.invalid-token', 'The access token is missing, expired or not ours');
  }
}
