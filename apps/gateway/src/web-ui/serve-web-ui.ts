import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ApiReply } from '../http/api-request.js';

/** Vite puts a hash of their content into the names of these. */
const HASHED = /^assets\//;
/** Not the page's: what is not found there is an error, not a page. */
const NOT_OURS = /^(api|health|metrics)(\/|$)/;

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Steward</title>
<body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>Steward is running</h1>
<p>Its web page has not been built: run <code>npm run build</code> and start again.</p>
<p>The API is there: <a href="/api/docs">its documentation</a>.</p>
`;

/**
 * Serves the built web UI. Every path that is neither the API's nor a file is a page of the UI, which reads the path itself.
 * @param folder what Vite built
 */
export async function serveWebUi(app: NestFastifyApplication, folder: string): Promise<void> {
  const files = filesIn(folder);
  const built = files.has('index.html');
  if (built) await app.register(fastifyStatic, { root: folder, serve: false });

  app
    .getHttpAdapter()
    .getInstance()
    .get<{ Params: { '*': string } }>('/*', async (request, reply) => {
      const path = request.params['*'];
      if (NOT_OURS.test(path)) return reply.callNotFound();
      if (!built) return reply.type('text/html').send(NOT_BUILT);
      if (files.has(path)) return sendFile(reply, path);
      if (HASHED.test(path) || path.split('/').at(-1)!.includes('.')) return reply.callNotFound();
      return sendFile(reply, 'index.html');
    });
}

function sendFile(reply: ApiReply, path: string): ApiReply {
  return HASHED.test(path)
    ? reply.sendFile(path, { maxAge: '365d', immutable: true })
    : reply.header('cache-control', 'no-cache').sendFile(path, { cacheControl: false });
}

function filesIn(folder: string): Set<string> {
  if (!existsSync(folder)) return new Set();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Set(entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')));
}
