import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';

/** One core is the event loop's. */
const THREADS = Math.max(1, availableParallelism() - 1);
const IDLE_MS = 60_000;

/** From sources (specs, tsx) a thread needs what its process was given to read TypeScript. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');
const LOADER = new URL('../../../../scripts/register-swc.mjs', import.meta.url).href;

/** Threads that run the functions of a file of this folder. @param worker its name without ending */
export function startPool(worker: string, maxThreads = THREADS): Piscina {
  return new Piscina({
    filename: fileURLToPath(new URL(`./${worker}.${FROM_SOURCE ? 'ts' : 'js'}`, import.meta.url)),
    execArgv: FROM_SOURCE ? ['--conditions=source', '--import', LOADER] : [],
    minThreads: 0,
    maxThreads,
    idleTimeout: IDLE_MS,
  });
}

let shared: Piscina | undefined;

/** The threads of this process that make inputs for models; started when first needed. */
export function featureThreads(): Piscina {
  return (shared ??= startPool('features.worker'));
}

/** Ends them. */
export async function closeFeatureThreads(): Promise<void> {
  const pool = shared;
  shared = undefined;
  await pool?.close();
}
