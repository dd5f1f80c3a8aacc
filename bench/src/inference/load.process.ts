/** The process that makes the load: as many clients as told, each asking again as soon as it is answered. */
import { quantile } from '../latency.js';
import { KeptConnection } from './kept-connection.js';

export interface LoadTask {
  port: number;
  /** Whole HTTP requests; clients take them in turn. */
  requests: Uint8Array[];
  clients: number;
  ms: number;
}

export interface LoadResult {
  requests: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

async function load({ port, requests, clients, ms }: LoadTask): Promise<LoadResult> {
  const connections = await Promise.all(Array.from({ length: clients }, () => KeptConnection.open(port)));
  const taken: number[] = [];
  let next = 0;
  const started = performance.now();
  const until = started + ms;
  await Promise.all(
    connections.map(async (connection) => {
      for (let now = performance.now(); now < until;) {
        await connection.ask(requests[next++ % requests.length]!);
        const then = performance.now();
        taken.push(then - now);
        now = then;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const connection of connections) connection.close();
  return { requests: taken.length, perSecond: taken.length / seconds, p50: quantile(taken, 0.5), p99: quantile(taken, 0.99) };
}

process.on('message', (task: LoadTask) => {
  load(task).then(
    (result) => process.send!({ result }),
    (error: Error) => process.send!({ error: error.message }),
  );
});
