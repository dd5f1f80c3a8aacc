import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ActingUser, CallContext } from './call-context.js';
import { ServiceError, type ErrorBody } from './service-error.js';

/** One call on the wire. `meta` and `body` are JSON text, so that what was signed is what is read. */
export interface Envelope {
  pattern: string;
  meta: string;
  body: string;
  signature: string;
}

/** One answer on the wire: JSON text, or an error. */
export type Reply = { body: string } | { error: ErrorBody };

interface Meta {
  requestId: string;
  user?: ActingUser;
  /** Time the callee has, so that clocks of two machines need not agree to the millisecond. */
  timeoutMs: number;
  /** Epoch milliseconds; an old envelope is refused. */
  sentAt: number;
}

/** How far two machines' clocks may differ, and how long a captured envelope could be played again. */
const MAX_AGE_MS = 60_000;

function signatureOf(secret: string, pattern: string, meta: string, body: string): Buffer {
  return createHmac('sha256', secret).update(pattern).update('\n').update(meta).update('\n').update(body).digest();
}

export function seal(secret: string, pattern: string, input: object, call: CallContext, timeoutMs: number): Envelope {
  const meta = JSON.stringify({
    requestId: call.requestId,
    user: call.user,
    timeoutMs,
    sentAt: Date.now(),
  } satisfies Meta);
  const body = JSON.stringify(input);
  return { pattern, meta, body, signature: signatureOf(secret, pattern, meta, body).toString('base64') };
}

/** Checks signature and age; answers the context and the parsed input. Throws `rpc.unsigned` or `rpc.deadline-exceeded`. */
export function open(secret: string, envelope: Envelope): { call: CallContext; input: unknown } {
  const expected = signatureOf(secret, envelope.pattern, envelope.meta ?? '', envelope.body ?? '');
  const given = Buffer.from(envelope.signature ?? '', 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new ServiceError('rpc.unsigned', 'The call carries no valid signature');
  }
  const meta = JSON.parse(envelope.meta) as Meta;
  const now = Date.now();
  if (Math.abs(now - meta.sentAt) > MAX_AGE_MS) throw new ServiceError('rpc.unsigned', 'The call is too old to be trusted');
  if (meta.timeoutMs <= 0) throw new ServiceError('rpc.timeout', 'The time for this call had run out before it arrived');
  return {
    call: { requestId: meta.requestId, ...(meta.user ? { user: meta.user } : {}), deadline: now + meta.timeoutMs },
    input: JSON.parse(envelope.body),
  };
}
