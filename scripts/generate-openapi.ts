/**
 * Writes docs/openapi.json from the gateway's controllers, without a database or any service. `npm run openapi` builds
 * first, because decorator metadata comes from the SWC build. With `--check` it writes nothing and fails on a difference.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { buildDocument, documentedApp } from '#apps/gateway';

const FILE = 'docs/openapi.json';

const current = `${JSON.stringify(buildDocument(await documentedApp()), null, 2)}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, current);
} else if (readFileSync(FILE, 'utf8') !== current) {
  console.error(`${FILE} is not what the code says: run npm run generate and commit the result`);
  process.exitCode = 1;
}
