import 'reflect-metadata';
import { Module, RequestMethod, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { ConfigModule, type Config } from '#config';
import { JsonLogger, ObservabilityModule } from '#observability';
import { RpcModule } from './rpc.module.js';
import type { ServiceDefinition } from './service-definition.js';

export interface RunningApp {
  app: NestFastifyApplication;
  /** Address of the HTTP door, for example `http://127.0.0.1:9000`. */
  url: string;
  /** Drains and closes; safe to call twice. */
  close(): Promise<void>;
}

/** Root of a process: nothing of its own, only what the services in it need. */
@Module({})
class ProcessModule {}

/**
 * Starts one process with the given services in it: all of them (one process), or one (split). Each has health and
 * metrics on its HTTP port; the gateway adds the public API there.
 * @param options.extraModules further root modules, such as the one of `libs/jobs`
 */
export async function startServices(
  services: ServiceDefinition[],
  config: Config,
  options: { extraModules?: DynamicModule[] } = {},
): Promise<RunningApp> {
  const named = services.filter(({ serves, configureHttp }) => serves.length > 0 || configureHttp);
  const name = named.length === 1 ? named[0]!.name : 'steward';
  const root: DynamicModule = {
    module: ProcessModule,
    imports: [
      ConfigModule.with(config),
      ObservabilityModule,
      RpcModule.forServices(services),
      ...(options.extraModules ?? []),
      ...services.map((service) => service.module),
    ],
  };
  const adapter = new FastifyAdapter({
    trustProxy: config.trustProxy,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 500 },
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new JsonLogger(config.logLevel, name),
    abortOnError: false,
  });
  app.setGlobalPrefix('api/v1', {
    exclude: [
      { path: 'health/{*rest}', method: RequestMethod.GET },
      { path: 'metrics', method: RequestMethod.GET },
    ],
  });
  try {
    for (const service of services) await service.configureHttp?.(app);
    await app.listen({ host: config.http.host, port: config.http.port });
  } catch (error) {
    // What has begun already, workers and connections, must not outlive a start that failed.
    await app.close().catch(() => {});
    throw error;
  }
  let closing: Promise<void> | undefined;
  return { app, url: await app.getUrl(), close: () => (closing ??= app.close()) };
}
