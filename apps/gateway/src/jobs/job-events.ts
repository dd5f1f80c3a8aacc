import { Readable } from 'node:stream';
import type { Job } from '#contracts/jobs';

export const EVENT_STREAM = 'text/event-stream';

/** How often a silent stream says something, in milliseconds: proxies close connections that say nothing for a minute. */
const HEARTBEAT_MS = 15_000;

const SILENCE = Symbol('silence');

function isOver(job: Job): boolean {
  return job.state === 'completed' || job.state === 'failed';
}

function eventOf(job: Job): string {
  return `event: ${isOver(job) ? job.state : 'progress'}\ndata: ${JSON.stringify(job)}\n\n`;
}

async function* eventTexts(updates: AsyncIterable<Job>, heartbeatMs: number): AsyncGenerator<string> {
  const iterator = updates[Symbol.asyncIterator]();
  try {
    let next = iterator.next();
    for (;;) {
      let timer: NodeJS.Timeout | undefined;
      const silence = new Promise<typeof SILENCE>((resolve) => {
        timer = setTimeout(() => resolve(SILENCE), heartbeatMs);
      });
      const result = await Promise.race([next, silence]).finally(() => clearTimeout(timer));
      if (result === SILENCE) {
        yield ': still here\n\n';
        continue;
      }
      if (result.done) return;
      yield eventOf(result.value);
      if (isOver(result.value)) return;
      next = iterator.next();
    }
  } finally {
    await iterator.return?.();
  }
}

/**
 * A job's changes as server-sent events: `progress` for each, then `completed` or `failed`, then the end.
 * @param heartbeatMs silence after which a comment is sent
 */
export function jobEvents(updates: AsyncIterable<Job>, heartbeatMs = HEARTBEAT_MS): Readable {
  return Readable.from(eventTexts(updates, heartbeatMs));
}
