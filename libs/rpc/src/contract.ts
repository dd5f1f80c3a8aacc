import type { CallContext } from './call-context.js';

/** A class, as `class-validator` and the OpenAPI document need it. */
export type DtoClass<T = object> = new () => T;

/** What one operation of a service takes, answers, may refuse with, and how long it may take. */
export interface Operation<I extends object = object, O extends object = object> {
  /** `<service>.<name>`; filled in by {@link defineContract}. */
  pattern: string;
  input: DtoClass<I>;
  output: DtoClass<O>;
  /** Safe to send again when the first try's fate is unknown. */
  idempotent: boolean;
  /** Longest time the callee may take, in milliseconds; a caller's nearer deadline wins. */
  timeoutMs: number;
}

export interface BreakerOptions {
  /** Failures in a row that open the breaker. */
  failures: number;
  /** Milliseconds until one trial call is let through. */
  openMs: number;
}

type Operations = Record<string, Operation<any, any>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- the bound of a generic, never a value

/** A service's operations: data and types only, shared by caller and callee. */
export interface Contract<T extends Operations = Operations> {
  service: string;
  operations: T;
  breaker: BreakerOptions;
}

/** The typed caller's side: one async method an operation. */
export type Client<C extends Contract> = {
  [K in keyof C['operations']]: C['operations'][K] extends Operation<infer I, infer O>
    ? (input: Omit<I, never>, call: CallContext) => Promise<O>
    : never;
};

/** An operation without input or output says so with this. */
export class Nothing {}

export function operation<I extends object, O extends object>(definition: {
  input: DtoClass<I>;
  output: DtoClass<O>;
  idempotent?: boolean;
  timeoutMs?: number;
}): Operation<I, O> {
  return { pattern: '', idempotent: false, timeoutMs: 5_000, ...definition };
}

/**
 * Names a service's operations. Patterns become `<service>.<operation>`.
 * @param options.breaker when calls to this service stop being tried; five failures and ten seconds unless told
 */
export function defineContract<T extends Operations>(
  service: string,
  operations: T,
  options: { breaker?: BreakerOptions } = {},
): Contract<T> {
  for (const [name, definition] of Object.entries(operations)) definition.pattern = `${service}.${name}`;
  return { service, operations, breaker: options.breaker ?? { failures: 5, openMs: 10_000 } };
}
