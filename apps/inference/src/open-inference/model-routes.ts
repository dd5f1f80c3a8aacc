import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServiceError } from '#rpc';
import { requireManager } from '../registry/registry.handler.js';
import type { LoadedVersion } from '../serving/loaded-version.js';
import { ModelServer } from '../serving/model-server.js';
import { callerOf, requireScope } from './door-access.js';
import { modelMetadata, modelStatistics } from './model-metadata.js';

interface ModelParams {
  name: string;
  version?: string;
}

/** What the protocol and Triton's extensions tell of models, and the loading and unloading of versions on this replica. */
@Injectable()
export class ModelRoutes {
  constructor(private readonly server: ModelServer) {}

  /** Execution providers in use, by version. */
  providers(): Record<string, string> {
    return Object.fromEntries(
      this.server.loaded.map(({ description: { name, version }, opened }) => [`${name}/${version}`, opened.provider]),
    );
  }

  metadata({ name, version }: ModelParams): Promise<object> {
    return this.server.with(name, { version }, async (loaded) => modelMetadata(loaded, this.server.versionsOf(name)));
  }

  async ready({ name, version }: ModelParams): Promise<object> {
    return this.server.with(name, { version }, async () => ({ name, ready: true }));
  }

  async statistics({ name, version }: Partial<ModelParams>): Promise<object> {
    const wanted = ({ description }: LoadedVersion) =>
      (name === undefined || description.name === name) && (version === undefined || description.version === version);
    const found = this.server.loaded.filter(wanted);
    if (name !== undefined && !found.length) throw new ServiceError('models.not-found', `There is no model ${name} in memory`);
    return { model_stats: found.map(modelStatistics) };
  }

  index(): object[] {
    const loaded = new Set(this.server.loaded.map(({ description: { name, version } }) => `${name}/${version}`));
    return Object.entries(this.server.state.models).flatMap(([name, { versions, aliases }]) =>
      Object.keys(versions).map((version) => {
        const named = Object.entries(aliases).filter(([, one]) => one === version);
        const ready = loaded.has(`${name}/${version}`);
        return {
          name,
          version,
          state: ready ? 'READY' : 'UNAVAILABLE',
          reason: ready ? '' : 'not loaded; a request loads it',
          aliases: named.map(([alias]) => alias),
        };
      }),
    );
  }
}

export function addModelRoutes(http: FastifyInstance, models: ModelRoutes): void {
  const read = (request: FastifyRequest) => requireScope(request, 'predict', 'read', 'models');
  for (const path of ['/v2/models/:name', '/v2/models/:name/versions/:version']) {
    http.get<{ Params: ModelParams }>(path, (request) => (read(request), models.metadata(request.params)));
    http.get<{ Params: ModelParams }>(`${path}/ready`, (request) => (read(request), models.ready(request.params)));
    http.get<{ Params: ModelParams }>(`${path}/stats`, (request) => (read(request), models.statistics(request.params)));
  }
  http.get('/v2/models/stats', (request) => (read(request), models.statistics({})));
  http.post('/v2/repository/index', (request) => (read(request), models.index()));
  // The registry says what is loaded; these are for clients that insist on asking.
  http.post<{ Params: ModelParams }>('/v2/repository/models/:name/load', async (request, reply) => {
    requireScope(request, 'models');
    requireManager(callerOf(request));
    await models.ready(request.params);
    return reply.send({});
  });
  http.post<{ Params: ModelParams }>('/v2/repository/models/:name/unload', async (request) => {
    requireScope(request, 'models');
    requireManager(callerOf(request));
    throw new ServiceError('conflict', `${request.params.name} serves: archive its versions instead of unloading it`);
  });
}
