import type { DtoClass } from '#rpc';

/** How long to wait before trying again: always `delayMs`, or `delayMs`, twice that, four times that… */
export interface Backoff {
  type: 'fixed' | 'exponential';
  delayMs: number;
}

/** One kind of job: what goes in, what comes out, and how hard to try. */
export interface JobDeclaration<I extends object = object, O extends object = object> {
  /** `<service>.<verb-noun>` */
  kind: string;
  input: DtoClass<I>;
  output: DtoClass<O>;
  /** Times the processor may fail before the job is a dead letter. */
  attempts: number;
  backoff: Backoff;
  /** Milliseconds for which an equal job is answered with this one's result. */
  cacheFor: number;
  /** Raise it when the code would answer differently for the same input. */
  version: number;
  /** Jobs of this kind at once in one process. */
  concurrency: number;
}

const TWELVE_HOURS_MS = 12 * 60 * 60 * 1000;

const declared = new Map<string, JobDeclaration>();

/**
 * Declares a kind of job; three attempts, one second of exponential backoff, results kept for twelve hours, one at a time
 * unless told.
 * @throws when the kind was declared before
 */
export function defineJob<I extends object, O extends object>(
  job: Pick<JobDeclaration<I, O>, 'kind' | 'input' | 'output'> & Partial<JobDeclaration<I, O>>,
): JobDeclaration<I, O> {
  if (!/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/.test(job.kind)) {
    throw new Error(`A job kind reads service.verb-noun, not "${job.kind}"`);
  }
  if (declared.has(job.kind)) throw new Error(`The job ${job.kind} is declared twice`);
  const full: JobDeclaration<I, O> = {
    attempts: 3,
    backoff: { type: 'exponential', delayMs: 1000 },
    cacheFor: TWELVE_HOURS_MS,
    version: 1,
    concurrency: 1,
    ...job,
  };
  declared.set(job.kind, full as unknown as JobDeclaration);
  return full;
}

/** The declaration of a kind, if this process has loaded it. */
export function declarationOf(kind: string): JobDeclaration | undefined {
  return declared.get(kind);
}

/** Every kind that this process has loaded. */
export function declaredKinds(): string[] {
  return [...declared.keys()];
}

/** The service that a kind belongs to. */
export function groupOf(kind: string): string {
  return kind.slice(0, kind.indexOf('.'));
}
