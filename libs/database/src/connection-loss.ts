import { isNativeError } from 'node:util/types';

const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);

/**
 * Whether an error says that the database went away, as against refused the statement: the same statement may work later,
 * and a commit that ended so may or may not have happened.
 */
export function isConnectionLoss(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const { code = '', message, name } = error as Error & { code?: string };
  // Class 08 is "connection exception"; 57P01 to 57P03 are shutdown, crash and "cannot connect now".
  if (SOCKET_CODES.has(code) || /^(08...|57P0[123])$/.test(code)) return true;
  // What TypeORM says to the statements of a transaction after its connection was lost.
  if (name === 'QueryRunnerAlreadyReleasedError' || name === 'QueryRunnerProviderAlreadyReleasedError') return true;
  return /Connection terminated|Client (?:has encountered a connection error|was closed)|timeout (?:expired|exceeded when trying to connect)|connection is closed/i.test(
    message,
  );
}
