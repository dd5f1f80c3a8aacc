import { DatabaseSignals } from '#database';

/** There is work to hand over; or a job has changed. */
export type JobSignal = 'enqueued' | `changed:${string}`;

/** The channel of PostgreSQL's NOTIFY; the payload is the signal. */
export const CHANNEL = 'jobs';

/** What happened to jobs, told to this process and all others. */
export class JobSignals extends DatabaseSignals<JobSignal> {
  constructor(url: string) {
    super(url, CHANNEL, 'enqueued');
  }
}
