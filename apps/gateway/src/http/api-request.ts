import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ActingUser } from '#rpc';

/** A request on its way through the gateway. */
export interface ApiRequest extends FastifyRequest {
  /** Who asks; set by the authentication guard. */
  user?: ActingUser;
}

export type ApiReply = FastifyReply;
