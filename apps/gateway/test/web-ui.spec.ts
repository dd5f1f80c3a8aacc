import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveWebUi } from '../src/web-ui/serve-web-ui.js';

@Module({})
class EmptyModule {}

let folder: string;
let app: NestFastifyApplication;

async function serve(built: boolean): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'steward-web-'));
  if (built) {
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<title>the page</title>');
    await writeFile(join(folder, 'favicon.svg'), '<svg/>');
    await writeFile(join(folder, 'assets', 'index-3f2a.js'), 'run()');
  }
  app = await NestFactory.create<NestFastifyApplication>(EmptyModule, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  await serveWebUi(app, folder);
  await app.listen(0, '127.0.0.1');
}

afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const get = async (path: string) => {
  const response = await fetch(`${await app.getUrl()}${path}`);
  return { status: response.status, cache: response.headers.get('cache-control'), body: await response.text() };
};

it('every path of the page is the page, asked for anew each time; hashed files are kept for ever', async () => {
  await serve(true);
  const page = { status: 200, cache: 'no-cache', body: '<title>the page</title>' };
  for (const path of ['/', '/index.html', '/transactions?text=coffee', '/settings/keys']) expect(await get(path)).toEqual(page);
  expect(await get('/assets/index-3f2a.js')).toEqual({
    status: 200,
    cache: 'public, max-age=31536000, immutable',
    body: 'run()',
  });
  expect(await get('/favicon.svg')).toEqual({ status: 200, cache: 'no-cache', body: '<svg/>' });
});

it('a file that is missing, and what is not the page’s, is not the page', async () => {
  await serve(true);
  for (const path of [
    '/assets/old-1.js',
    '/robots.txt',
    '/api/v1/nothing',
    '/api',
    '/health/none',
    '/..%2f..%2fetc/passwd.txt',
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
});

it('says what to do when the page is not built', async () => {
  await serve(false);
  expect(await get('/')).toMatchObject({ status: 200, body: expect.stringContaining('npm run build') });
  expect((await get('/api/v1/nothing')).status).toBe(404);
});
