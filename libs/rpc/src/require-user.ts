import type { ActingUser, CallContext } from './call-context.js';
import { ServiceError } from './service-error.js';

/**
 * The person on whose behalf the call is made. Every operation on a person's rows begins with it.
 * @throws ServiceError `unauthorized` when nobody is signed in
 */
export function requireUser(call: CallContext): ActingUser {
  if (!call.user) throw new ServiceError('unauthorized', 'Sign in first');
  return call.user;
}
