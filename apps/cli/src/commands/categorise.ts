import { parseArgs } from 'node:util';
import { unwrap } from '#api-client';
import { connect } from '../connect.js';
import { CliError, EXIT, type Io } from '../io.js';

/** `steward categorise "TEXT" [--amount AMOUNT] [--json]` */
export async function categoriseCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: withAmountJoined(args),
    allowPositionals: true,
    options: { amount: { type: 'string' }, json: { type: 'boolean' } },
  });
  const description = positionals.join(' ').trim();
  if (!description) throw new CliError('Say what the bank wrote: steward categorise "POS PURCHASE WOOLWORTHS"');
  const amount = values.amount === undefined ? undefined : Number(values.amount);
  if (amount !== undefined && !Number.isFinite(amount)) throw new CliError(`"${values.amount}" is not an amount`);
  const prediction = await unwrap(connect().POST('/api/v1/predict/category', { body: { description, amount } }));
  io.stdout.write(
    values.json
      ? `${JSON.stringify(prediction, null, 2)}\n`
      : `${prediction.detailed}  ${Math.round(prediction.confidence * 100)} %\n`,
  );
  return EXIT.done;
}

/** `--amount -12.50` reads like an option to parseArgs; people write it all the same. */
function withAmountJoined(args: string[]): string[] {
  const at = args.indexOf('--amount');
  const value = args[at + 1];
  return at < 0 || value === undefined ? args : [...args.slice(0, at), `--amount=${value}`, ...args.slice(at + 2)];
}
