import { ApiProblem } from '#api-client';
import { accountsCommand } from './commands/accounts.js';
import { categoriseCommand } from './commands/categorise.js';
import { exportCommand } from './commands/export.js';
import { importCommand } from './commands/import.js';
import { loginCommand } from './commands/login.js';
import { modelsCommand } from './commands/models.js';
import { CliError, EXIT, type Io } from './io.js';

type Command = (args: string[], io: Io) => Promise<number>;

const COMMANDS: Record<string, Command> = {
  import: importCommand,
  export: exportCommand,
  accounts: accountsCommand,
  categorise: categoriseCommand,
  categorize: categoriseCommand,
  login: loginCommand,
  models: modelsCommand,
};

const HELP = `steward: your ledger from the command line

  steward login [--url URL] [--email ADDRESS]     keep an API key for the other commands
  steward accounts [--json]                       accounts and their balances
  steward import FILE… [--account NAME|ID] [--mapping FILE] [--no-wait] [--json]
                                                  bank files into the ledger; * and ? may stand in names
  steward export --format csv|ofx|qif|jsonl|archive [--out FILE] [--from DAY] [--to DAY] [--account NAME|ID]… [--bom]
                                                  transactions out of it; to the terminal without --out
  steward categorise "TEXT" [--amount AMOUNT] [--json]
                                                  what category a bank line would get
  steward models                                  registered models and their versions
  steward models register NAME FOLDER [--alias ALIAS]
                                                  a new version: a folder with model.onnx and model.json
  steward models promote NAME VERSION [--alias ALIAS] [--reason TEXT]
  steward models rollback NAME [--alias ALIAS] [--reason TEXT]
                                                  what production (or another alias) names

STEWARD_URL and STEWARD_API_KEY take the place of a login.
Ends with 0 when all is well, 1 when some rows were not read, 2 when nothing was done.
`;

/** Runs one command. @returns the code to end with */
export async function runCli(args: string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (!name || name === 'help' || name === '--help' || name === '-h' || rest.includes('--help')) {
    io.stdout.write(HELP);
    return name ? EXIT.done : EXIT.refused;
  }
  const command = COMMANDS[name];
  try {
    if (!command) throw new CliError(`There is no command "${name}". "steward help" lists them.`);
    return await command(rest, io);
  } catch (error) {
    io.stderr.write(`steward: ${explain(error)}\n`);
    return EXIT.refused;
  }
}

function explain(error: unknown): string {
  if (error instanceof ApiProblem) {
    if (error.status === 0) return 'Steward does not answer. Is it running, and is STEWARD_URL right?';
    if (error.status === 401) return `${error.message} (sign in with "steward login", or set STEWARD_API_KEY)`;
    return error.message;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  // parseArgs says well enough what is wrong with a command line.
  if (error instanceof CliError || code?.startsWith('ERR_PARSE_ARGS') || code === 'ENOENT' || code === 'EACCES') return message;
  return error instanceof Error ? (error.stack ?? message) : String(error);
}
