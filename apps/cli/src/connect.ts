import { createStewardClient, unwrap, type Job, type Schemas, type StewardClient } from '#api-client';
import { loadCliSettings } from '#config';
import { CliError, type Io } from './io.js';
import { ProgressBar } from './progress-bar.js';

/** The API with the key of the environment or of `steward login`. @throws CliError without one */
export function connect(): StewardClient {
  const { url, apiKey } = loadCliSettings();
  if (!apiKey) throw new CliError('Nobody is signed in: run "steward login", or set STEWARD_API_KEY.');
  return createStewardClient({ baseUrl: url, apiKey, browser: false });
}

/** Follows a job to its end behind a progress bar. @throws CliError where it failed */
export async function follow(client: StewardClient, jobId: string, label: string, io: Io): Promise<Job> {
  const bar = new ProgressBar(label, io.stderr);
  try {
    const job = await client.watchJob(jobId, ({ progress }) => bar.update(progress.done, progress.total, progress.message));
    if (job.state === 'failed') throw new CliError(`${label}: ${job.error?.message ?? 'it failed'}`);
    return job;
  } finally {
    bar.end();
  }
}

/** The account that a person means by its id or its name, whatever the case. @throws CliError where none or several are */
export async function findAccount(client: StewardClient, wanted: string): Promise<Schemas['Account']> {
  const { items } = await unwrap(client.GET('/api/v1/accounts'));
  const named = items.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  if (named.length === 1) return named[0]!;
  if (named.length)
    throw new CliError(`Several accounts are called "${wanted}"; say which by its id: ${named.map(({ id }) => id).join(', ')}`);
  throw new CliError(`There is no account "${wanted}". There are: ${items.map(({ name }) => name).join(', ') || 'none yet'}`);
}
