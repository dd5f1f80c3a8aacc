import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { unwrap, type Schemas } from '#api-client';
import { connect, findAccount, follow } from '../connect.js';
import { CliError, EXIT, type Io } from '../io.js';

type Format = Schemas['ExportFormat'];

const FORMATS: readonly Format[] = ['csv', 'ofx', 'qif', 'jsonl', 'archive'];

/** `steward export --format csv|ofx|qif|jsonl|archive [--out FILE] [--from DAY] [--to DAY] [--account NAME|ID]… [--bom]` */
export async function exportCommand(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      format: { type: 'string', default: 'csv' },
      out: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      account: { type: 'string', multiple: true },
      bom: { type: 'boolean' },
    },
  });
  const format = FORMATS.find((each) => each === values.format);
  if (!format) throw new CliError(`--format is one of ${FORMATS.join(', ')}, not "${values.format}"`);
  const client = connect();
  const accountIds = await Promise.all((values.account ?? []).map(async (name) => (await findAccount(client, name)).id));
  const filter = { from: values.from, to: values.to, accountIds: accountIds.length ? accountIds : undefined };
  const hasFilter = Object.values(filter).some((value) => value !== undefined);
  const { exportId, jobId } = await unwrap(
    client.POST('/api/v1/exports', { body: { format, bom: values.bom, ...(hasFilter ? { filter } : {}) } }),
  );
  await follow(client, jobId, values.out ?? format, io);
  const body = await unwrap(client.GET('/api/v1/exports/{id}/file', { params: { path: { id: exportId } }, parseAs: 'stream' }));
  const content = Readable.fromWeb(body as never);
  if (values.out === undefined || values.out === '-') await pipeline(content, io.stdout, { end: false });
  else await writeWhole(values.out, content);
  return EXIT.done;
}

/** A download that breaks off leaves no file that looks finished. */
async function writeWhole(path: string, content: Readable): Promise<void> {
  const unfinished = `${path}.part`;
  try {
    await pipeline(content, createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
