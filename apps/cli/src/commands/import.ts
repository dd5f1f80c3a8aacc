import { openAsBlob } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { unwrap, type Schemas, type StewardClient } from '#api-client';
import { connect, findAccount, follow } from '../connect.js';
import { expandNames } from '../expand-names.js';
import { CliError, EXIT, type Io } from '../io.js';

interface Order {
  accountId?: string;
  mapping?: Schemas['CsvMapping'];
  wait: boolean;
}

type Outcome = { file: string } & (Schemas['ImportReport'] | Schemas['StartedImport'] | { refused: string });

/** `steward import FILE… [--account NAME|ID] [--mapping FILE] [--no-wait] [--json]` */
export async function importCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      account: { type: 'string' },
      mapping: { type: 'string' },
      wait: { type: 'boolean' },
      'no-wait': { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const files = await expandNames(positionals);
  if (!files.length) throw new CliError('Say which files to import: steward import march.csv');
  const client = connect();
  const order: Order = {
    accountId: values.account === undefined ? undefined : (await findAccount(client, values.account)).id,
    mapping: values.mapping === undefined ? undefined : await readMapping(values.mapping),
    wait: !values['no-wait'],
  };
  const outcomes: Outcome[] = [];
  for (const file of files) {
    const outcome = await importFile(client, file, order, io).catch((error: Error): Outcome => ({
      file,
      refused: error.message,
    }));
    outcomes.push(outcome);
    if (!values.json) tell(outcome, io);
  }
  if (values.json) io.stdout.write(`${JSON.stringify(outcomes, null, 2)}\n`);
  return exitOf(outcomes);
}

async function importFile(client: StewardClient, path: string, order: Order, io: Io): Promise<Outcome> {
  const fileName = basename(path);
  await access(path).catch(() => {
    throw new CliError('There is no such file, or it may not be read');
  });
  const blob = await openAsBlob(path);
  const { uploadKey } = await client.uploadFile(Object.assign(blob, { name: fileName }));
  const { accountId, mapping, wait } = order;
  const started = await unwrap(client.POST('/api/v1/imports', { body: { uploadKey, fileName, accountId, mapping } }));
  if (!wait) return { file: path, ...started };
  await follow(client, started.jobId, fileName, io);
  const report = await unwrap(client.GET('/api/v1/imports/{id}', { params: { path: { id: started.importId } } }));
  return { file: path, ...report };
}

async function readMapping(path: string): Promise<Schemas['CsvMapping']> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Schemas['CsvMapping'];
  } catch (error) {
    throw new CliError(`The mapping ${path} cannot be read: ${(error as Error).message}`);
  }
}

function tell(outcome: Outcome, io: Io): void {
  if ('refused' in outcome) io.stderr.write(`${outcome.file}: ${outcome.refused}\n`);
  else if ('added' in outcome)
    io.stdout.write(`${outcome.file}: ${outcome.added} added, ${outcome.skipped} skipped, ${outcome.failed} failed\n`);
  else io.stdout.write(`${outcome.file}: started, import ${outcome.importId}\n`);
}

function exitOf(outcomes: Outcome[]): number {
  if (outcomes.some((outcome) => 'refused' in outcome)) return EXIT.refused;
  return outcomes.some((outcome) => 'failed' in outcome && outcome.failed > 0) ? EXIT.someRowsFailed : EXIT.done;
}
