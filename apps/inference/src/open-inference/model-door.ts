import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { register } from 'prom-client';
import type { AddressInfo } from 'node:net';
import { Config } from '#config';
import { errorStatus } from '#contracts/common';
import { Readiness } from '#observability';
import { ServiceError } from '#rpc';
import { RegistryFollower } from '../registry/registry-follower.js';
import { observeRequest } from '../monitoring/inference-metrics.js';
import { DoorAccess } from './door-access.js';
import { addInferRoutes, Infer } from './infer.js';
import { InferError } from './infer-error.js';
import { addModelRoutes, ModelRoutes } from './model-routes.js';

/**
 * The models' own HTTP door, for model clients: the Open Inference Protocol v2, health and metrics, on a port of its own. Steward's
 * gateway passes `/v2` on to it.
 */
@Injectable()
export class ModelDoor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('ModelDoor');
  private http?: FastifyInstance;

  constructor(
    private readonly config: Config,
    private readonly access: DoorAccess,
    private readonly infer: Infer,
    private readonly models: ModelRoutes,
    private readonly follower: RegistryFollower,
    private readonly readiness: Readiness,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { modelDoor, modelDoorRequired } = this.config;
    if (!modelDoor) return;
    // Nobody is let in before there is something to answer with.
    await this.follower.ready();
    const http = this.build();
    try {
      await http.listen(modelDoor);
    } catch (error) {
      await http.close();
      if (modelDoorRequired || (error as { code?: string }).code !== 'EADDRINUSE') throw error;
      // Nobody asked for this port: the rest of Steward works without it.
      this.log.warn(`Port ${modelDoor.port} is taken: no door for model clients; choose another with MODEL_PORT`);
      this.config.modelDoor = undefined;
      return;
    }
    this.http = http;
    // What was asked for may be 0: any free one.
    this.config.modelDoor = { ...modelDoor, port: (http.server.address() as AddressInfo).port };
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.http?.close();
  }

  private build(): FastifyInstance {
    const http = fastify({
      bodyLimit: this.config.modelMaxBodyBytes,
      forceCloseConnections: true,
      routerOptions: { maxParamLength: 200 },
    });
    http.removeAllContentTypeParsers();
    http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    http.addHook('onResponse', async (request, reply) => {
      observeRequest(request.routeOptions.url ?? 'unmatched', reply.statusCode, reply.elapsedTime / 1000);
    });
    http.setErrorHandler((error: FastifyError, _request, reply) => {
      const { status, message } = told(error);
      if (status === 500) this.log.error({ msg: 'A request of a model client failed', err: error });
      if (status === 429) reply.header('retry-after', '1');
      return reply.status(status).send({ error: message });
    });
    http.setNotFoundHandler((request, reply) =>
      reply.status(404).send({ error: `There is no ${request.method} ${request.url}` }),
    );
    this.addOpenRoutes(http);
    void http.register(async (guarded) => {
      guarded.addHook('onRequest', this.access.hook);
      addModelRoutes(guarded, this.models);
      addInferRoutes(guarded, this.infer);
    });
    return http;
  }

  /** For orchestrators and Prometheus, who have no keys. */
  private addOpenRoutes(http: FastifyInstance): void {
    const live = { live: true, ready: true, status: 'ok' };
    http.get('/health/live', () => live);
    http.get('/v2/health/live', () => live);
    for (const path of ['/health', '/health/ready', '/v2/health/ready']) {
      http.get(path, async (_request, reply) => {
        const problems = await this.readiness.problems();
        const ready = problems.length === 0;
        const providers = this.models.providers();
        return reply.status(ready ? 200 : 503).send({ live: true, ready, status: ready ? 'ok' : 'error', providers, problems });
      });
    }
    http.get('/metrics', async (_request, reply) => reply.type(register.contentType).send(await register.metrics()));
    http.get('/v2', () => ({
      name: 'steward',
      version: '1',
      extensions: ['binary_tensor_data', 'classification', 'model_repository', 'statistics'],
    }));
  }
}

function told(error: FastifyError | InferError | ServiceError): { status: number; message: string } {
  if (error instanceof InferError) return { status: error.status, message: error.message };
  if (error instanceof ServiceError) return { status: errorStatus(error.code), message: error.message };
  const status = (error as FastifyError).statusCode ?? 500;
  return status < 500 ? { status, message: error.message } : { status: 500, message: 'Something went wrong on our side' };
}
