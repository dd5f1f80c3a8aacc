import { ConfigError, environment, loadConfig, type Config } from '#config';
import type { ServiceDefinition } from './service-definition.js';
import { startServices } from './start-services.js';

/** Longest orderly stop before the process ends all the same, in milliseconds. */
const STOP_LIMIT_MS = 30_000;

const say = (text: string) => process.stdout.write(`${text}\n`);

interface Stoppable {
  url: string;
  close(): Promise<void>;
}

/**
 * The life of a process, the same for every `main.ts`: reads the configuration, starts, says where it is, stops in good
 * order on Ctrl-C or SIGTERM, and ends with code 1 and one clear message when it cannot start.
 * @param greeting what to print once started; one line unless told
 * @param defaults variables for what neither the environment nor `.env` says
 */
export async function runProcess<T extends Stoppable>(
  start: (config: Config) => Promise<T>,
  options: { greeting?: (running: T, config: Config) => string; defaults?: Record<string, string> } = {},
): Promise<void> {
  let running: T | undefined;
  let stopping = false;
  const stop = async () => {
    // npm passes Ctrl-C on to us although we got it already: a second signal changes nothing.
    if (stopping) return;
    stopping = true;
    say('\nStopping: finishing what is in hand …');
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    try {
      await starting;
      await running?.close();
      say('Stopped.');
      process.exit(0);
    } catch (error) {
      process.stderr.write(`${explain(error)}\n`);
      process.exit(1);
    }
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());

  const starting = (async () => {
    const config = loadConfig(environment(options.defaults));
    running = await start(config);
    if (!stopping) say(options.greeting?.(running, config) ?? `Running on ${running.url}`);
  })();
  try {
    await starting;
  } catch (error) {
    if (stopping) return;
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

/**
 * The life of a process with one service in it, as each app's `main.ts` starts it: what it cannot do without where services
 * run apart is asked for at once.
 * @param worker works in the background beside it, where WORKERS names any jobs
 */
export function runAlone(service: ServiceDefinition, worker?: ServiceDefinition): Promise<void> {
  return runProcess((config) => {
    const works = worker !== undefined && config.databaseUrl !== undefined && config.workers.length > 0;
    const missing = [
      ...(config.databaseUrl || !service.usesDatabase
        ? []
        : ['DATABASE_URL is needed where services run apart: the PostgreSQL server that they share']),
      ...(config.rpcListen || !service.serves.length
        ? []
        : ['RPC_LISTEN is needed where services run apart: the host:port at which others call this one']),
    ];
    if (missing.length) throw new ConfigError(missing);
    return startServices(works ? [service, worker] : [service], config);
  });
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program: stop it, or choose another, as in PORT=9001 npm start`;
  return error instanceof Error ? `Steward could not start: ${error.message}\n${error.stack ?? ''}` : String(error);
}
