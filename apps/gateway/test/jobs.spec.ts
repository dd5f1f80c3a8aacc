import { IsInt } from 'class-validator';
import { createStewardClient, type Job } from '#api-client';
import { defineJob, Jobs, Processes, type JobRun } from '#jobs';
import { ADA, BOB, startGateway, type TestGateway } from './support/start-gateway.js';

class CountInput {
  @IsInt()
  upTo: number;
}
class CountOutput {
  counted: number;
}

const count = defineJob({ kind: 'gateway-test.count', input: CountInput, output: CountOutput, cacheFor: 0 });
const fail = defineJob({ kind: 'gateway-test.fail', input: CountInput, output: CountOutput, attempts: 1, cacheFor: 0 });

let gateway: TestGateway;
let mayGoOn: () => void;
let failing = true;
let gate: Promise<void>;

class CountProcessor {
  async run(input: CountInput, job: JobRun): Promise<CountOutput> {
    await gate;
    for (let done = 1; done <= input.upTo; done++) {
      await job.progress(done, input.upTo, `Counting ${done}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { counted: input.upTo };
  }

  async fail(): Promise<CountOutput> {
    if (failing) throw new Error('the disk of secrets.example is full');
    return { counted: 0 };
  }
}
for (const [method, job] of [
  ['run', count],
  ['fail', fail],
] as const) {
  Processes(job)(CountProcessor.prototype, method, Object.getOwnPropertyDescriptor(CountProcessor.prototype, method) as never);
}

beforeAll(async () => {
  gateway = await startGateway({ modules: [{ module: class ProcessorsModule {}, providers: [CountProcessor] }] });
});

beforeEach(() => {
  gate = new Promise((resolve) => {
    mayGoOn = resolve;
  });
});

afterAll(() => gateway.stop());

const enqueue = (job: typeof count, upTo: number) =>
  gateway.app.get(Jobs, { strict: false }).enqueue(job, { upTo }, { userId: ADA, requestId: 'test' });

/** The events of a stream until it ends. */
async function eventsOf(response: Response): Promise<{ event: string; job: Job }[]> {
  const blocks = (await response.text()).split('\n\n').filter((block) => block.startsWith('event:'));
  return blocks.map((block) => {
    const [event, data] = block.split('\n').map((line) => line.slice(line.indexOf(':') + 2));
    return { event: event!, job: JSON.parse(data!) as Job };
  });
}

describe('a job', () => {
  it('tells its progress in order, then that it is completed, and the stream ends', async () => {
    const { id } = await enqueue(count, 5);
    const streaming = gateway.send('GET', `/api/v1/jobs/${id}/events`, { as: ADA });
    const response = await streaming;
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    mayGoOn();
    const events = await eventsOf(response);
    const done = events.map(({ job }) => job.progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(new Set(events.slice(0, -1).map(({ event }) => event))).toEqual(new Set(['progress']));
    expect(events.length).toBeGreaterThan(2);
    expect(events.at(-1)).toMatchObject({ event: 'completed', job: { id, state: 'completed', result: { counted: 5 } } });
    const later = await gateway.send('GET', `/api/v1/jobs/${id}`, { as: ADA });
    expect(await later.json()).toMatchObject({ id, kind: 'gateway-test.count', state: 'completed', result: { counted: 5 } });
  });

  it('is not there for somebody else, nor is one that never was', async () => {
    mayGoOn();
    const { id } = await enqueue(count, 1);
    for (const path of [`/api/v1/jobs/${id}`, `/api/v1/jobs/${id}/events`, `/api/v1/jobs/${BOB}`]) {
      const response = await gateway.send('GET', path, { as: BOB });
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'jobs.not-found']);
    }
  });

  it('is followed by the client to its end', async () => {
    const { id } = await enqueue(count, 3);
    const token = await gateway.token(ADA);
    const client = createStewardClient({ baseUrl: gateway.url, apiKey: token });
    const states: string[] = [];
    const watching = client.watchJob(id, (job) => states.push(job.state));
    setTimeout(mayGoOn, 200);
    expect(await watching).toMatchObject({ state: 'completed', result: { counted: 3 } });
    expect(states.at(-1)).toBe('completed');
    await expect(client.watchJob(BOB, () => {})).rejects.toMatchObject({ status: 404, code: 'jobs.not-found' });
  });

  it('that fails for good is seen and tried again by an administrator', async () => {
    failing = true;
    const { id } = await enqueue(fail, 0);
    const events = await eventsOf(await gateway.send('GET', `/api/v1/jobs/${id}/events`, { as: ADA }));
    expect(events.at(-1)).toMatchObject({ event: 'failed', job: { state: 'failed', error: { code: 'internal' } } });
    expect(JSON.stringify(events)).not.toContain('secrets.example');
    const letters = await gateway.send('GET', '/api/v1/jobs/dead-letters', { as: BOB, role: 'admin' });
    expect(await letters.json()).toMatchObject({ items: [{ id, kind: 'gateway-test.fail', userId: ADA, attempts: 1 }] });
    failing = false;
    expect((await gateway.send('POST', `/api/v1/jobs/${id}/redrive`, { as: BOB, role: 'admin' })).status).toBe(204);
    const again = await eventsOf(await gateway.send('GET', `/api/v1/jobs/${id}/events`, { as: ADA }));
    expect(again.at(-1)).toMatchObject({ event: 'completed' });
  });
});
