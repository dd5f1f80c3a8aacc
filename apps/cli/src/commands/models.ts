import { readFile, stat } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { unwrap, type Schemas, type StewardClient } from '#api-client';
import { connect } from '../connect.js';
import { CliError, EXIT, type Io } from '../io.js';

const USAGE =
  'steward models [list | register NAME FOLDER [--alias ALIAS] | promote NAME VERSION [--alias ALIAS] | rollback NAME [--alias ALIAS]]';

/** `steward models …`: what is registered, a new version from a folder, promotions and rollbacks. */
export async function modelsCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { alias: { type: 'string' }, reason: { type: 'string' }, json: { type: 'boolean' } },
  });
  const [verb = 'list', name, argument] = positionals;
  const client = connect();
  const alias = values.alias ?? 'production';
  switch (verb) {
    case 'list':
      return list(client, values.json === true, io);
    case 'register':
      return register(client, needed(name), needed(argument), values.alias, io);
    case 'promote': {
      const body = { version: needed(argument), ...(values.reason !== undefined && { reason: values.reason }) };
      const path = { name: needed(name), alias };
      return tell(await unwrap(client.PUT('/api/v1/models/{name}/aliases/{alias}', { params: { path }, body })), alias, io);
    }
    case 'rollback': {
      const path = { name: needed(name), alias };
      const body = values.reason === undefined ? {} : { reason: values.reason };
      return tell(
        await unwrap(client.POST('/api/v1/models/{name}/aliases/{alias}/rollback', { params: { path }, body })),
        alias,
        io,
      );
    }
    default:
      throw new CliError(USAGE);
  }
}

async function list(client: StewardClient, json: boolean, io: Io): Promise<number> {
  const { models } = await unwrap(client.GET('/api/v1/models'));
  if (json) {
    io.stdout.write(`${JSON.stringify(models)}\n`);
    return EXIT.done;
  }
  for (const { name, versions } of models) {
    for (const { version, aliases, state, source, createdAt } of versions) {
      const named = aliases.length ? ` (${aliases.join(', ')})` : '';
      io.stdout.write(`${name} ${version}${named}: ${state}, from ${source}, ${createdAt.slice(0, 10)}\n`);
    }
  }
  return EXIT.done;
}

async function register(client: StewardClient, name: string, folder: string, alias: string | undefined, io: Io): Promise<number> {
  const graph = join(folder, 'model.onnx');
  await stat(graph).catch(() => {
    throw new CliError(`There is no ${graph}: give the folder of a version, with model.onnx and model.json`);
  });
  const text = await readFile(join(folder, 'model.json'), 'utf8').catch(() => '{}');
  let description: Record<string, unknown>;
  try {
    // Name and version are the registry's to give.
    const { version: _version, ...rest } = JSON.parse(text) as Record<string, unknown>;
    description = { ...rest, name };
  } catch (error) {
    throw new CliError(`${join(folder, 'model.json')} is not JSON: ${(error as Error).message}`);
  }
  const { uploadKey } = await client.uploadFile(Object.assign(await openAsBlob(graph), { name: 'model.onnx' }));
  const registered = await unwrap(
    client.POST('/api/v1/models/{name}/versions', {
      params: { path: { name } },
      body: { uploadKey, description, ...(alias !== undefined && { alias }) },
    }),
  );
  const named = registered.aliases.length ? `, ${registered.aliases.join(', ')}` : '';
  io.stdout.write(`Registered ${name} ${registered.version}${named}\n`);
  return EXIT.done;
}

function tell({ name, aliases }: Schemas['RegisteredModel'], alias: string, io: Io): number {
  const found = aliases.find((one) => one.alias === alias);
  io.stdout.write(`${alias} of ${name} is version ${found?.version}\n`);
  return EXIT.done;
}

function needed(value: string | undefined): string {
  if (value === undefined) throw new CliError(USAGE);
  return value;
}
