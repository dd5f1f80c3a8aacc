import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import { errorStatus } from '#contracts/common';
import { ServiceError } from '#rpc';
import type { Problem } from './problem.js';

type Known = Pick<Problem, 'status' | 'code' | 'detail'> & { details?: unknown };

/** Codes for refusals that come from the HTTP layer itself. */
const CODE_OF_STATUS: Record<number, string> = {
  400: 'invalid-input',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'http.too-large',
  415: 'http.unsupported-media-type',
  429: 'too-many-requests',
};

/** Any error as a problem document. What is not a known refusal tells nothing of its inside. */
export function toProblem(error: unknown, requestId: string): Problem {
  const { status, code, detail, details } = known(error);
  const { fields, ...facts } = (isRecord(details) ? details : {}) as { fields?: Problem['fields'] } & Record<string, unknown>;
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    requestId,
    ...(fields ? { fields } : {}),
    // The cause of a failure between services is for the log, not for the sender.
    ...(status < 500 && Object.keys(facts).length ? { details: facts } : {}),
  };
}

/** Whether an error is our own failure, which somebody should read about in the log. */
export function isUnexpected(error: unknown): boolean {
  return known(error).status === 500;
}

function known(error: unknown): Known {
  if (error instanceof ServiceError) {
    const status = errorStatus(error.code);
    return { status, code: error.code, detail: status === 500 ? UNEXPECTED.detail : error.message, details: error.details };
  }
  if (error instanceof HttpException && error.getStatus() < 500) {
    const status = error.getStatus();
    return { status, code: CODE_OF_STATUS[status] ?? `http.${status}`, detail: error.message };
  }
  return UNEXPECTED;
}

const UNEXPECTED: Known = { status: 500, code: 'internal', detail: 'Something went wrong on our side' };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
