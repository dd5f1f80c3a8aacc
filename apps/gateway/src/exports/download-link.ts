import { createHmac, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '#rpc';

/** How long a link works, in milliseconds: long enough for a slow start, too short to be worth passing on. */
export const LINK_MS = 10 * 60_000;

/** What a download link is for. */
export interface Download {
  exportId: string;
  userId: string;
}

/**
 * A link's token: it says whose which export it is and until when, and proves that we gave it out. A browser follows a link without
 * the header that says who asks, so the link itself has to.
 */
export function signDownload(secret: string, { exportId, userId }: Download, until: number): string {
  const claim = `${exportId}.${userId}.${until}`;
  return `${claim}.${proofOf(secret, claim)}`;
}

/** @throws ServiceError `auth.invalid-token` for a token that is not ours or whose time is over */
export function verifyDownload(secret: string, token: string, now = Date.now()): Download {
  const [exportId, userId, until, proof, ...more] = token.split('.');
  const expected = Buffer.from(proofOf(secret, `${exportId}.${userId}.${until}`));
  const given = Buffer.from(proof ?? '');
  const genuine = given.length === expected.length && timingSafeEqual(given, expected);
  if (!genuine || more.length || !(Number(until) > now)) {
    throw new ServiceError('auth.invalid-token', 'This link is not, or no longer, valid: ask for another one');
  }
  return { exportId: exportId!, userId: userId! };
}

function proofOf(secret: string, claim: string): string {
  // Apart from every other use of the secret.
  return createHmac('sha256', secret).update(`download/${claim}`).digest('base64url');
}
