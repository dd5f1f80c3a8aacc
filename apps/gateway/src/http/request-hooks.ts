import type { FastifyInstance } from 'fastify';
import { observeHttp, requestScope } from '#observability';

/** A request id of the sender's that may stand in our logs. */
const SANE_REQUEST_ID = /^[\w.:-]{8,100}$/;

/** Every request has an id, in its answer and in each line that is logged for it, and is counted and timed by its route. */
export function addRequestHooks(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const given = request.headers['x-request-id'];
    if (typeof given === 'string' && SANE_REQUEST_ID.test(given)) request.id = given;
    reply.header('x-request-id', request.id);
    requestScope.run({ requestId: request.id }, done);
  });
  // Reading a body leaves the scope: its end comes from the socket's own events.
  fastify.addHook('preValidation', (request, _reply, done) => requestScope.run({ requestId: request.id }, done));
  fastify.addHook('onResponse', async (request, reply) => {
    observeHttp({
      method: request.method,
      route: request.routeOptions.url ?? 'unmatched',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
  });
}
