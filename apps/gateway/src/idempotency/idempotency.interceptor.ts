import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { ServiceError } from '#rpc';
import type { ApiReply, ApiRequest } from '../http/api-request.js';
import type { Problem } from '../http/problem.js';
import { toProblem } from '../http/to-problem.js';
import { isApiRoute } from '../security/api-route.js';
import { IdempotencyRepository, type Claim, type RequestKey } from './idempotency.repository.js';
import { NEVER_REPLAYED } from './never-replayed.decorator.js';
import { ReplayedProblem } from './replayed-problem.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** After these nothing has happened, and the same request may well succeed later. */
const TRY_AGAIN = new Set([429, 503]);

/**
 * A POST with an Idempotency-Key has its effect once. Its answer, refusals included, is kept for 24 hours and sent again;
 * so is a failure whose effect is unknown, because trying again could have the effect twice.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly log = new Logger('Idempotency');

  constructor(
    private readonly answers: IdempotencyRepository,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const key = request.headers['idempotency-key'];
    const applies =
      typeof key === 'string' &&
      request.method === 'POST' &&
      isApiRoute(request) &&
      request.user !== undefined &&
      !this.reflector.getAllAndOverride<boolean>(NEVER_REPLAYED, [context.getHandler(), context.getClass()]);
    if (!applies) return next.handle();
    if (!KEY.test(key)) throw new ServiceError('invalid-input', 'An Idempotency-Key is 1 to 200 printable characters');
    const reply = context.switchToHttp().getResponse<ApiReply>();
    return from(this.once({ userId: request.user!.id, key, fingerprint: fingerprint(request) }, request, reply, next));
  }

  private async once(key: RequestKey, request: ApiRequest, reply: ApiReply, next: CallHandler): Promise<unknown> {
    const claim = await this.answers.claim(key);
    if (claim.state !== 'ours') return replay(claim, reply);
    let answer: unknown;
    try {
      answer = await lastValueFrom(next.handle(), { defaultValue: undefined });
    } catch (error) {
      const problem = toProblem(error, request.id);
      await this.settle(key, { status: problem.status, body: problem });
      throw error;
    }
    await this.settle(key, { status: reply.statusCode, body: answer, location: reply.getHeader('location') });
    return answer;
  }

  /** Never rejects: the effect has happened, and its answer is due whether or not it can be kept. */
  private async settle(
    key: RequestKey,
    { status, body, location }: { status: number; body: unknown; location?: unknown },
  ): Promise<void> {
    try {
      if (TRY_AGAIN.has(status)) return await this.answers.free(key);
      await this.answers.keep(key, {
        status,
        body: body === undefined ? null : JSON.stringify(body),
        location: typeof location === 'string' ? location : null,
      });
    } catch (error) {
      this.log.error({ msg: 'An answer could not be kept', err: error });
    }
  }
}

function replay(claim: Exclude<Claim, { state: 'ours' }>, reply: ApiReply): unknown {
  if (claim.state === 'other-request') {
    throw new ServiceError('idempotency.other-body', 'This Idempotency-Key was used for a different request');
  }
  if (claim.state === 'in-flight') {
    throw new ServiceError('idempotency.in-flight', 'The first request with this Idempotency-Key is still being answered', {
      retryAfterSeconds: 1,
    });
  }
  if (claim.state !== 'answered') return undefined;
  reply.header('idempotency-replayed', 'true');
  const body: unknown = claim.body === null ? undefined : JSON.parse(claim.body);
  if (claim.status >= 400) throw new ReplayedProblem(body as Problem);
  if (claim.location) reply.header('location', claim.location);
  reply.status(claim.status);
  return body;
}

/** The body as it was understood, so that spaces and the like do not matter; the order of its fields does. */
function fingerprint(request: ApiRequest): Buffer {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
}
