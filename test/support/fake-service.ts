import { Implements, type CallContext, type Contract, type Operation, type ServiceDefinition } from '#rpc';

type Handlers<C extends Contract> = {
  [K in keyof C['operations']]?: C['operations'][K] extends Operation<infer I, infer O>
    ? (input: I, call: CallContext) => Promise<O>
    : never;
};

type AnyHandler = (input: object, call: CallContext) => Promise<object>;

/** Serves a contract with the given handlers, behind the real transport and validation; the other operations fail. */
export function fakeService<C extends Contract>(contract: C, handlers: Handlers<C>): ServiceDefinition {
  class FakeHandler {}
  for (const [name, operation] of Object.entries(contract.operations)) {
    const run = (handlers as Record<string, AnyHandler | undefined>)[name];
    const value: AnyHandler = (input, call) =>
      run?.(input, call) ?? Promise.reject(new Error(`${operation.pattern} is no part of this test`));
    const descriptor: TypedPropertyDescriptor<AnyHandler> = { value, configurable: true };
    Implements(operation)(FakeHandler.prototype, name, descriptor as never);
    Object.defineProperty(FakeHandler.prototype, name, descriptor);
  }
  const module = { module: class FakeModule {}, providers: [FakeHandler] };
  return { name: contract.service, module, serves: [contract], calls: [], usesDatabase: false };
}
