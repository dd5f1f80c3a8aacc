import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ReplayedProblem } from '../idempotency/replayed-problem.js';
import type { ApiReply, ApiRequest } from './api-request.js';
import { PROBLEM_MEDIA_TYPE } from './problem.js';
import { isUnexpected, toProblem } from './to-problem.js';

/** Every refusal and failure leaves the gateway as a problem document (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ApiRequest>();
    const reply = host.switchToHttp().getResponse<ApiReply>();
    if (reply.sent) return;
    const replayed = error instanceof ReplayedProblem;
    const problem = replayed ? error.problem : toProblem(error, request.id);
    if (!replayed && isUnexpected(error)) {
      this.log.error({
        msg: `${request.method} ${request.routeOptions.url ?? request.url} failed`,
        err: error,
        requestId: request.id,
      });
    }
    const retryAfter = problem.details?.['retryAfterSeconds'];
    if (typeof retryAfter === 'number') reply.header('retry-after', Math.max(1, Math.ceil(retryAfter)));
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    // Sent as text: the adapter would call a 4xx without a content type of its own plain JSON.
    void reply.status(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
  }
}
