import replyFrom from '@fastify/reply-from';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Authenticator } from '#access';
import { Config } from '#config';
import { CALLER_HEADER, ServiceError, signCaller } from '#rpc';
import type { ApiRequest } from '../http/api-request.js';
import { callOf } from '../http/call.decorator.js';
import { toProblem } from '../http/to-problem.js';
import { RateLimitGuard } from '../security/rate-limit.guard.js';

/** Longest time that the models' door may take, in milliseconds. */
const TIMEOUT_MS = 120_000;

/**
 * `/v2` of the gateway: the Open Inference Protocol. Who asks is found out here; then the request goes as it comes, tensors and all,
 * to the inference service's own door, which is told for whom.
 */
export async function passOnToModels(app: NestFastifyApplication): Promise<void> {
  const config = app.get(Config);
  const authenticator = app.get(Authenticator, { strict: false });
  const limits = app.get(RateLimitGuard, { strict: false });
  const http = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  await http.register(async (models) => {
    await models.register(replyFrom, { undici: { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS } });
    models.removeAllContentTypeParsers();
    // Nothing is read here: the body is passed on while it comes.
    models.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    models.setErrorHandler((error, request, reply) => {
      const problem = toProblem(error, request.id);
      return reply.status(problem.status).send({ error: problem.detail });
    });
    const handle = async (request: FastifyRequest, reply: FastifyReply) => {
      const asked = request as ApiRequest;
      await limits.count(asked, reply);
      if (!request.url.startsWith('/v2/health/')) asked.user = await authenticator.identify(request.headers, callOf(asked));
      const caller = signCaller(config.rpcSecret, callOf(asked));
      return reply.from(`${doorOf(config)}${request.url}`, {
        rewriteRequestHeaders: (_request, headers) => {
          const { authorization: _token, 'x-api-key': _key, cookie: _cookie, ...passed } = headers;
          return { ...passed, [CALLER_HEADER]: caller };
        },
        onError: (failed, { error }) => {
          request.log.debug(error);
          void failed.status(503).send({ error: 'The models do not answer' });
        },
      });
    };
    models.route({ method: ['GET', 'POST'], url: '/v2', bodyLimit: config.modelMaxBodyBytes, handler: handle });
    models.route({ method: ['GET', 'POST'], url: '/v2/*', bodyLimit: config.modelMaxBodyBytes, handler: handle });
  });
}

/** Where the door is: elsewhere, or in this very process, at the port that it got. */
function doorOf({ modelDoorAddress, modelDoor }: Config): string {
  const door = modelDoorAddress ?? modelDoor;
  if (!door) throw new ServiceError('rpc.unavailable', 'There is no door to the models: set MODEL_DOOR_ADDRESS');
  const host = door.host === '0.0.0.0' || door.host === '::' ? '127.0.0.1' : door.host;
  return `http://${host}:${door.port}`;
}
