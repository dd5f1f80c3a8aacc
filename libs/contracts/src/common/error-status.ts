/** HTTP status of each error code that a service may refuse with (RFC 9457 problems at the gateway). */
const STATUS: Record<string, number> = {
  'invalid-input': 400,
  internal: 500,
  'rpc.unavailable': 503,
  'rpc.timeout': 504,
  'rpc.unsigned': 500,
  'rpc.unknown-operation': 500,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-many-requests': 429,
  'auth.invalid-credentials': 401,
  'auth.invalid-token': 401,
  'auth.session-ended': 401,
  'auth.email-taken': 409,
  'auth.registration-closed': 403,
  'auth.weak-password': 422,
  'auth.too-many-attempts': 429,
  'auth.unavailable': 503,
  'accounts.not-found': 404,
  'accounts.not-empty': 409,
  'accounts.currency-in-use': 409,
  'transactions.not-found': 404,
  'categories.not-found': 404,
  'categories.name-taken': 409,
  'categories.in-use': 409,
  'imports.not-found': 404,
  'imports.already-undone': 409,
  'imports.still-running': 409,
  'rules.not-found': 404,
  'saved-filters.not-found': 404,
  'jobs.not-found': 404,
  'jobs.in-flight': 409,
  'storage.not-found': 404,
  'storage.too-large': 413,
  'idempotency.other-body': 422,
  'idempotency.in-flight': 409,
};

/** A statement file that cannot be read is the sender's to mend; the code says how. */
const PREFIX_STATUS: [string, number][] = [
  ['import.too-large', 413],
  ['import.', 422],
];

/** HTTP status for an error code; 400 for one that is not listed. */
export function errorStatus(code: string): number {
  return STATUS[code] ?? PREFIX_STATUS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 400;
}
