import { ServiceError } from '#rpc';
import { COMMON_PASSWORDS } from './common-passwords.js';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password-length.js';

/**
 * One spelling of a password, whatever keyboard typed it: é as one character or as e and an accent, full-width digits or
 * plain ones (NFKC, as NIST SP 800-63B §5.1.1.2 asks).
 */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Why a password may not be chosen, or undefined when it may. Length and known passwords only: rules on which characters it
 * must contain make people choose worse ones (NIST SP 800-63B §5.1.1.2).
 */
export function passwordProblem(password: string, email: string): string | undefined {
  const normal = normalisePassword(password);
  const length = [...normal].length;
  if (length < MIN_PASSWORD_LENGTH) return `The password must have at least ${MIN_PASSWORD_LENGTH} characters`;
  if (length > MAX_PASSWORD_LENGTH) return `The password must have at most ${MAX_PASSWORD_LENGTH} characters`;
  const lower = normal.toLowerCase();
  const address = normalisePassword(email).toLowerCase();
  if (lower === address || lower === address.slice(0, address.lastIndexOf('@'))) {
    return 'The password must not be the e-mail address';
  }
  if (COMMON_PASSWORDS.has(lower)) return 'This password is one of the most common ones and would be guessed first';
  return undefined;
}

/** @throws ServiceError `auth.weak-password` with the reason */
export function assertPasswordAllowed(password: string, email: string): void {
  const problem = passwordProblem(password, email);
  if (problem) throw new ServiceError('auth.weak-password', problem);
}
