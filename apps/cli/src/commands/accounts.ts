import { parseArgs } from 'node:util';
import { unwrap } from '#api-client';
import { formatMinor } from '#money';
import { connect } from '../connect.js';
import { EXIT, type Io } from '../io.js';

/** `steward accounts [--json]` */
export async function accountsCommand(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
  const { items } = await unwrap(connect().GET('/api/v1/accounts'));
  if (values.json) {
    io.stdout.write(`${JSON.stringify(items, null, 2)}\n`);
    return EXIT.done;
  }
  const rows = items.map(({ name, type, balanceMinor, currency, id }) => [
    name,
    type,
    `${formatMinor(balanceMinor, currency)} ${currency}`,
    id,
  ]);
  const width = (column: number): number => Math.max(0, ...rows.map((row) => row[column]!.length));
  for (const [name, type, balance, id] of rows as [string, string, string, string][]) {
    io.stdout.write(`${name.padEnd(width(0))}  ${type.padEnd(width(1))}  ${balance.padStart(width(2))}  ${id}\n`);
  }
  return EXIT.done;
}
