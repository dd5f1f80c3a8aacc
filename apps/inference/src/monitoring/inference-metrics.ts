import { Counter, Gauge, Histogram, register, type Metric } from 'prom-client';
import { BulkHistogram } from './bulk-histogram.js';

/** The first modules of a process make the metric, later ones find it. */
function once<T extends Metric>(name: string, make: () => T): T {
  return (register.getSingleMetric(name) as T | undefined) ?? make();
}

function bulkHistogram(name: string, help: string, buckets: readonly number[]): BulkHistogram {
  const known = register.getSingleMetric(name) as unknown as BulkHistogram | undefined;
  if (known) return known;
  const made = new BulkHistogram(name, help, buckets);
  register.registerMetric(made as unknown as Metric);
  return made;
}

const VERSION = ['model', 'version'] as const;
const TIMES = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const requests = once(
  'api_requests_total',
  () => new Counter({ name: 'api_requests_total', help: 'Requests for predictions', labelNames: ['endpoint', 'status'] }),
);
const requestSeconds = once(
  'api_request_duration_seconds',
  () =>
    new Histogram({
      name: 'api_request_duration_seconds',
      help: 'Time that a request for predictions took',
      labelNames: ['endpoint'],
      buckets: TIMES,
    }),
);
const confidence = bulkHistogram(
  'prediction_confidence',
  'Confidence of the first answer',
  [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99],
);
const byClass = once(
  'predictions_by_class_total',
  () =>
    new Counter({ name: 'predictions_by_class_total', help: 'Predictions by answer', labelNames: ['class_name', ...VERSION] }),
);
const loaded = once(
  'model_loaded',
  () => new Gauge({ name: 'model_loaded', help: '1 for each version in memory', labelNames: [...VERSION, 'provider'] }),
);
const production = once(
  'model_alias',
  () => new Gauge({ name: 'model_alias', help: '1 for the version that an alias names', labelNames: [...VERSION, 'alias'] }),
);
const loadFailures = once(
  'model_load_failures_total',
  () => new Counter({ name: 'model_load_failures_total', help: 'Versions that could not be loaded', labelNames: VERSION }),
);
const images = once(
  'images_processed_total',
  () => new Counter({ name: 'images_processed_total', help: 'Images decoded for a prediction', labelNames: ['outcome'] }),
);
const batchRows = once(
  'inference_batch_size',
  () =>
    new Histogram({
      name: 'inference_batch_size',
      help: 'Rows of one run',
      labelNames: VERSION,
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    }),
);
const batchRequests = once(
  'inference_batch_requests',
  () =>
    new Histogram({
      name: 'inference_batch_requests',
      help: 'Requests that shared one run',
      labelNames: VERSION,
      buckets: [1, 2, 4, 8, 16, 32, 64],
    }),
);
const runSeconds = once(
  'inference_run_seconds',
  () => new Histogram({ name: 'inference_run_seconds', help: 'Time of one run', labelNames: VERSION, buckets: TIMES }),
);
const queueSeconds = once(
  'inference_queue_seconds',
  () =>
    new Histogram({
      name: 'inference_queue_seconds',
      help: 'Time that a request waited for its run',
      labelNames: VERSION,
      buckets: TIMES,
    }),
);
const cacheLookups = once(
  'inference_cache_lookups_total',
  () =>
    new Counter({
      name: 'inference_cache_lookups_total',
      help: 'Answers looked for in the cache',
      labelNames: [...VERSION, 'outcome'],
    }),
);
const drift = once(
  'model_drift_psi',
  () =>
    new Gauge({
      name: 'model_drift_psi',
      help: 'Population stability index against the reference',
      labelNames: [...VERSION, 'signal'],
    }),
);

/** @param endpoint the route's pattern, never an address: names would make a series each */
export function observeRequest(endpoint: string, status: number, seconds: number): void {
  requests.inc({ endpoint, status: String(status) });
  requestSeconds.observe({ endpoint }, seconds);
}

/** The first answers of one request: the counter finds its series once for each class, not once for each row. */
export function observePredictions(
  model: string,
  version: string,
  answers: readonly { className: string; confidence: number }[],
): void {
  confidence.observe(
    { model, version },
    answers.map((answer) => answer.confidence),
  );
  const counts = new Map<string, number>();
  for (const { className } of answers) counts.set(className, (counts.get(className) ?? 0) + 1);
  for (const [className, count] of counts) byClass.inc({ class_name: className, model, version }, count);
}

export function observeBatch(model: string, version: string, rows: number, requestCount: number, seconds: number): void {
  batchRows.observe({ model, version }, rows);
  batchRequests.observe({ model, version }, requestCount);
  runSeconds.observe({ model, version }, seconds);
}

export function observeQueueTime(model: string, version: string, seconds: number): void {
  queueSeconds.observe({ model, version }, seconds);
}

export function observeCache(model: string, version: string, outcome: 'hit' | 'miss'): void {
  cacheLookups.inc({ model, version, outcome });
}

export function observeImage(outcome: 'decoded' | 'refused'): void {
  images.inc({ outcome });
}

export function observeLoadFailure(model: string, version: string): void {
  loadFailures.inc({ model, version });
}

export function observeDrift(model: string, version: string, signal: string, psi: number): void {
  drift.set({ model, version, signal }, psi);
}

/** Replaces what the gauges say: versions that are gone do not stay at their last value. */
export function showLoaded(versions: { model: string; version: string; provider: string; aliases: string[] }[]): void {
  loaded.reset();
  production.reset();
  for (const { model, version, provider, aliases } of versions) {
    loaded.set({ model, version, provider }, 1);
    for (const alias of aliases) production.set({ model, version, alias }, 1);
  }
}
