import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { declaredKinds, groupOf, type JobDeclaration } from './job-declaration.js';
import { processedJob, type Processor } from './processes.js';

export interface BoundProcessor {
  job: JobDeclaration;
  run: Processor<object, object>;
  /** Class and method, for messages. */
  where: string;
}

/** Every `@Processes` method of this process's providers. @throws when a kind has two */
export function findProcessors(discovery: DiscoveryService, scanner: MetadataScanner): Map<string, BoundProcessor> {
  const found = new Map<string, BoundProcessor>();
  for (const { instance, name } of discovery.getProviders()) {
    if (!instance || typeof instance !== 'object') continue;
    for (const method of scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
      const run = (instance as Record<string, unknown>)[method];
      const job = processedJob(run);
      if (!job) continue;
      const where = `${String(name)}.${method}`;
      const other = found.get(job.kind);
      if (other) throw new Error(`The job ${job.kind} has two processors: ${other.where} and ${where}`);
      found.set(job.kind, { job, run: (run as BoundProcessor['run']).bind(instance), where });
    }
  }
  return found;
}

/**
 * The processors that run here.
 * @param workers `all`, or kinds and services by name
 * @param alone no other process runs jobs: then each declared kind needs its processor here
 * @throws when a name fits nothing in this process, or a kind of a service that runs here has no processor
 */
export function chooseProcessors(
  found: Map<string, BoundProcessor>,
  workers: 'all' | string[],
  alone: boolean,
): BoundProcessor[] {
  const all = [...found.values()];
  const groups = new Set([...found.keys()].map(groupOf));
  const unhandled = declaredKinds().filter((kind) => !found.has(kind) && (alone || groups.has(groupOf(kind))));
  if (unhandled.length) throw new Error(`No processor for the jobs: ${unhandled.join(', ')}`);
  if (workers === 'all') return all;

  const strange = workers.filter((name) => !found.has(name) && !groups.has(name));
  if (strange.length) {
    const known = [...groups, ...found.keys()].sort().join(', ') || 'none';
    throw new Error(`WORKERS names what this process cannot do: ${strange.join(', ')}. It can do: ${known}`);
  }
  return all.filter(({ job }) => workers.includes(job.kind) || workers.includes(groupOf(job.kind)));
}
