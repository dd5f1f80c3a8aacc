import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticator } from '#access';
import { Config } from '#config';
import type { ApiKeyScope } from '#contracts/auth';
import { CALLER_HEADER, readCaller, ServiceError, systemCall, type CallContext } from '#rpc';

const calls = new WeakMap<FastifyRequest, CallContext>();

/** Who asks at the models' door: the gateway for somebody, or somebody with an API key; with MODEL_DOOR_ACCESS=open anybody. */
@Injectable()
export class DoorAccess {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly config: Config,
  ) {}

  /** Fastify's `onRequest`. */
  readonly hook = async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    calls.set(request, await this.identify(request));
  };

  private async identify({ headers }: FastifyRequest): Promise<CallContext> {
    const signed = headers[CALLER_HEADER];
    if (typeof signed === 'string') return readCaller(this.config.rpcSecret, signed);
    const call = systemCall();
    if (this.config.modelDoorOpen) return call;
    return { ...call, user: await this.authenticator.identify(headers, call) };
  }
}

/** On whose behalf a request is made. */
export function callerOf(request: FastifyRequest): CallContext {
  return calls.get(request)!;
}

/** @throws ServiceError `forbidden` for an API key without the scope */
export function requireScope(request: FastifyRequest, ...scopes: ApiKeyScope[]): void {
  const { user } = callerOf(request);
  if (!user?.scopes || scopes.some((scope) => user.scopes!.includes(scope))) return;
  throw new ServiceError('forbidden', `This API key lacks the scope "${scopes[0]}"`);
}
