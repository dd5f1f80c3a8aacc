import 'reflect-metadata';
import type { CallContext } from './call-context.js';
import type { Operation } from './contract.js';

const OPERATION = Symbol('rpc:operation');

type Handler<I, O> = (input: I, call: CallContext) => Promise<O>;

/** Marks a provider's method as the one handler of an operation; the compiler checks input and output. */
export function Implements<I extends object, O extends object>(operation: Operation<I, O>) {
  // Generic in the method, so that one that needs no input or no context may leave the parameter out.
  return <H extends Handler<I, O>>(_target: object, _name: string | symbol, descriptor: TypedPropertyDescriptor<H>): void => {
    Reflect.defineMetadata(OPERATION, operation, descriptor.value as object);
  };
}

/** The operation a method implements, if any. */
export function implementedOperation(method: unknown): Operation | undefined {
  return typeof method === 'function' ? (Reflect.getMetadata(OPERATION, method) as Operation | undefined) : undefined;
}
