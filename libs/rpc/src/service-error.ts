/** What crosses a process boundary in place of an exception. */
export interface ErrorBody {
  /** `<service>.<reason>`, stable, for programs. */
  code: string;
  /** A sentence for people. */
  message: string;
  details?: unknown;
}

/** A refusal with a stable code. Everything else that is thrown becomes `internal` and is logged, not told. */
export class ServiceError extends Error {
  readonly code: string;
  readonly details?: unknown;

  constructor(code: string, message: string, details?: unknown) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.details = details;
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, ...(this.details === undefined ? {} : { details: this.details }) };
  }
}

/** Codes that mean "the service did not answer", as against "it refused". Only these open a breaker or are retried. */
export const TRANSPORT_CODES = new Set(['rpc.unavailable', 'rpc.timeout']);

export function isTransportError(error: unknown): boolean {
  return error instanceof ServiceError && TRANSPORT_CODES.has(error.code);
}
