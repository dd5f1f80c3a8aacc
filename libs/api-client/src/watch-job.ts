import { ApiProblem } from './api-problem.js';
import type { components } from './schema.js';

export type Job = components['schemas']['Job'];

/** Pauses between tries when the stream breaks off, in milliseconds; the last one repeats. */
const RETRY_MS = [500, 1_000, 2_000, 5_000];

const isOver = (job: Job): boolean => job.state === 'completed' || job.state === 'failed';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The data of each server-sent event in a stream of bytes. */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      pending += decoder.decode(value, { stream: true });
      const events = pending.split('\n\n');
      pending = events.pop() ?? '';
      for (const event of events) {
        const data = event
          .split('\n')
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice(5).trimStart());
        if (data.length) yield data.join('\n');
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/**
 * Follows a job to its end, over broken connections too.
 * @param open requests the event stream with authentication
 * @returns the job, completed or failed
 * @throws ApiProblem when the job is not there or not ours; the abort's reason when `signal` aborts
 */
export async function followJob(open: () => Promise<Response>, onUpdate: (job: Job) => void, signal?: AbortSignal): Promise<Job> {
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    try {
      const response = await open();
      if (!response.ok) throw await ApiProblem.of(response);
      if (response.body) {
        for await (const data of eventData(response.body as ReadableStream<Uint8Array>)) {
          attempt = 0;
          const job = JSON.parse(data) as Job;
          onUpdate(job);
          if (isOver(job)) return job;
        }
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 429) throw error;
    }
    await pause(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]!);
  }
}
