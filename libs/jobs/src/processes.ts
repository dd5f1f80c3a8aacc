import 'reflect-metadata';
import type { JobDeclaration } from './job-declaration.js';
import type { JobRun } from './job-run.js';

const JOB = Symbol('jobs:declaration');

/** A method that does one kind of job. */
export type Processor<I, O> = (input: I, job: JobRun) => Promise<O>;

/** Marks a provider's method as the one processor of a kind; the compiler checks input and output. */
export function Processes<I extends object, O extends object>(job: JobDeclaration<I, O>) {
  // Generic in the method, so that one that needs no input or no run may leave the parameter out.
  return <P extends Processor<I, O>>(_target: object, _name: string | symbol, descriptor: TypedPropertyDescriptor<P>): void => {
    Reflect.defineMetadata(JOB, job, descriptor.value as object);
  };
}

/** The kind of job that a method does, if any. */
export function processedJob(method: unknown): JobDeclaration | undefined {
  return typeof method === 'function' ? (Reflect.getMetadata(JOB, method) as JobDeclaration | undefined) : undefined;
}
