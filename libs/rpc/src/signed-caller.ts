import type { CallContext } from './call-context.js';
import { open, seal, type Envelope } from './envelope.js';
import { ServiceError } from './service-error.js';

/** The header that tells a service's own HTTP door on whose behalf another service asks. */
export const CALLER_HEADER = 'x-steward-call';

const PATTERN = 'http';

/** The value of {@link CALLER_HEADER}: who asks, until when, signed. */
export function signCaller(secret: string, call: CallContext): string {
  const envelope = seal(secret, PATTERN, {}, call, Math.max(1, call.deadline - Date.now()));
  return Buffer.from(JSON.stringify(envelope)).toString('base64url');
}

/** @throws ServiceError `rpc.unsigned` where it is not signed by one of us, or too old */
export function readCaller(secret: string, header: string): CallContext {
  let envelope: Envelope;
  try {
    envelope = JSON.parse(Buffer.from(header, 'base64url').toString()) as Envelope;
  } catch {
    throw new ServiceError('rpc.unsigned', 'The call carries no valid signature');
  }
  if (envelope.pattern !== PATTERN) throw new ServiceError('rpc.unsigned', 'The call carries no valid signature');
  return open(secret, envelope).call;
}
