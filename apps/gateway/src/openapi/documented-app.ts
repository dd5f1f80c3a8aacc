import 'reflect-metadata';
import { Module, type INestApplication, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { controllers } from '../controllers.js';

type Injected = { index: number; param: unknown };

/** Everything that the constructors of these classes ask for, as providers that are never made: only their names count. */
function neverMade(classes: Type[]): Provider[] {
  const tokens = new Set<unknown>();
  for (const type of classes) {
    const byType = (Reflect.getMetadata('design:paramtypes', type) ?? []) as unknown[];
    const byName = (Reflect.getMetadata('self:paramtypes', type) ?? []) as Injected[];
    byType.forEach((token, index) => tokens.add(byName.find((injected) => injected.index === index)?.param ?? token));
  }
  return [...tokens].map((token) => ({ provide: token as string, useValue: {} }));
}

@Module({})
class DocumentedModule {}

/** The gateway's routes without anything behind them (no database, no services), to write their document from. */
export async function documentedApp(): Promise<INestApplication> {
  const root = { module: DocumentedModule, controllers, providers: neverMade(controllers) };
  const app = await NestFactory.create(root, new FastifyAdapter(), { preview: true, logger: ['error'], abortOnError: false });
  app.setGlobalPrefix('api/v1');
  return app;
}
