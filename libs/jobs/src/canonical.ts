import { createHash } from 'node:crypto';

/**
 * JSON text that is the same for equal values: object keys in order of their UTF-16 code units, no white space, `undefined`
 * left out (RFC 8785, on which two programs agree). PostgreSQL's `jsonb` reorders keys, so a hash is never taken of it.
 * @throws TypeError for what JSON cannot carry: NaN, infinities, functions, bigints, cycles
 */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, parents: object[]): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} has no JSON form`);
  if ('toJSON' in value && typeof value.toJSON === 'function') return write((value.toJSON as () => unknown)(), parents);
  if (parents.includes(value)) throw new TypeError('A value that contains itself has no JSON form');
  const inside = [...parents, value];
  if (Array.isArray(value)) return `[${value.map((item) => write(item === undefined ? null : item, inside)).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, field]) => `${JSON.stringify(name)}:${write(field, inside)}`);
  return `{${fields.join(',')}}`;
}

/** What makes two jobs the same job. */
export interface JobIdentity {
  kind: string;
  /** Raised when the code would answer differently for the same input. */
  version: number;
  input: object;
  /** Two people never share a job, nor its result. */
  userId?: string;
  /** The version of the ledger that the job reads. */
  ledgerVersion?: number;
}

/** SHA-256 of the canonical identity, in hex. */
export function jobKey(identity: JobIdentity): string {
  const { kind, version, input, userId, ledgerVersion } = identity;
  return createHash('sha256').update(canonicalJson({ kind, version, input, userId, ledgerVersion })).digest('hex');
}
