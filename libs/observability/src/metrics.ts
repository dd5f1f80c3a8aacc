import { Gauge, Histogram, register } from 'prom-client';

function once<T>(name: string, make: () => T): T {
  return (register.getSingleMetric(name) as T | undefined) ?? make();
}

const rpcDuration = once(
  'rpc_request_duration_seconds',
  () =>
    new Histogram({
      name: 'rpc_request_duration_seconds',
      help: 'Time a service took for an operation, by outcome code',
      labelNames: ['operation', 'code'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    }),
);

const breakerState = once(
  'rpc_breaker_state',
  () =>
    new Gauge({
      name: 'rpc_breaker_state',
      help: 'Circuit breaker before a service: 0 closed, 1 half open, 2 open',
      labelNames: ['service'],
    }),
);

const httpDuration = once(
  'http_request_duration_seconds',
  () =>
    new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from request to answer, by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    }),
);

const jobDuration = once(
  'job_duration_seconds',
  () =>
    new Histogram({
      name: 'job_duration_seconds',
      help: 'Time one attempt at a job took, by kind and outcome',
      labelNames: ['kind', 'outcome'],
      buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    }),
);

export function observeCall(call: { pattern: string; seconds: number; code: string }): void {
  rpcDuration.observe({ operation: call.pattern, code: call.code }, call.seconds);
}

export function observeBreaker(service: string, state: 0 | 1 | 2): void {
  breakerState.set({ service }, state);
}

/** @param route the route's pattern, never the URL itself: ids would make a series each */
export function observeHttp(request: { method: string; route: string; status: number; seconds: number }): void {
  httpDuration.observe({ method: request.method, route: request.route, status: String(request.status) }, request.seconds);
}

export function observeJob(job: { kind: string; outcome: 'completed' | 'failed'; seconds: number }): void {
  jobDuration.observe({ kind: job.kind, outcome: job.outcome }, job.seconds);
}
