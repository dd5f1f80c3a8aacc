import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { resolve } from 'node:path';
import { Config } from '#config';
import { addRequestHooks } from './http/request-hooks.js';
import { SECURITY_HEADERS } from './http/security-headers.js';
import { passOnToModels } from './models/pass-on-to-models.js';
import { buildDocument } from './openapi/build-document.js';
import { serveWebUi } from './web-ui/serve-web-ui.js';

/** Everything that text may be, except event streams: those would wait in the compressor. */
const COMPRESSED = /^(?!text\/event-stream)(text\/|application\/([\w.-]+\+)?json|(application|text)\/javascript|image\/svg\+xml)/;

/** Headers that pages of other, allowed origins may read. */
const EXPOSED = [
  'Location',
  'X-Request-Id',
  'Retry-After',
  'Idempotency-Replayed',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
];

/** Sets up the public door, before it opens: headers, cookies, uploads, compression, documentation, the web UI. */
export async function configureHttp(app: NestFastifyApplication): Promise<void> {
  const config = app.get(Config);
  addRequestHooks(app.getHttpAdapter().getInstance());
  await app.register(helmet, SECURITY_HEADERS);
  app.enableCors({
    origin: config.corsOrigins.length ? config.corsOrigins : false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED,
    maxAge: 600,
  });
  // Only makes counters available: the rate limit guard knows users and routes.
  await app.register(rateLimit, { global: false });
  await app.register(cookie);
  await app.register(multipart, {
    // The store refuses what is larger than allowed; one byte more is enough for it to see.
    limits: { files: 1, fileSize: config.maxUploadBytes + 1, fields: 10, fieldSize: 10_000, parts: 11 },
    throwFileSizeLimit: false,
  });
  await app.register(compress, { encodings: ['gzip'], threshold: 1024, customTypes: COMPRESSED });
  await passOnToModels(app);
  SwaggerModule.setup('api/docs', app, () => buildDocument(app), {
    customSiteTitle: 'Steward API',
    jsonDocumentUrl: 'api/openapi.json',
  });
  await serveWebUi(app, resolve('dist/web'));
}
