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

/** What crosses in place of any error: a refusal as it is, and of everything else nothing but that it happened. */
export function toErrorBody(error: unknown): ErrorBody {
  return error instanceof ServiceError ? error.toBody() : { code: 'internal', message: 'Something went wrong on our side' };
}

/** A refusal says the same thing next time. A service that did not answer, or broke over the call, may answer then. */
export function isRefusal(error: unknown): error is ServiceError {
  return error instanceof ServiceError && !isTransportError(error) && error.code !== 'internal';
}

export function isTransportError(error: unknown): boolean {
  return error instanceof ServiceError && TRANSPORT_CODES.has(error.code);
}
