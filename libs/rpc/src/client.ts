import {
  BrokenCircuitError,
  CircuitState,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallContext } from './call-context.js';
import type { Client, Contract, Operation } from './contract.js';
import { seal } from './envelope.js';
import { isTransportError, ServiceError } from './service-error.js';
import type { Transport } from './transports/transport.js';

/** Delays before the second and third try of an idempotent operation, in milliseconds. */
const RETRY_DELAYS_MS = [25, 100];

/** State of the breaker before a service: 0 closed, 1 half open, 2 open. */
export type BreakerObserver = (service: string, state: 0 | 1 | 2) => void;

/**
 * Builds the typed client of a contract: signs each call, keeps to the nearer of the operation's and the caller's
 * deadline, retries idempotent operations that were not answered, and stops calling a service that fails in a row.
 */
export function createClient<C extends Contract>(
  contract: C,
  transport: Transport,
  secret: string,
  onBreaker: BreakerObserver = () => {},
): Client<C> {
  const breaker = circuitBreaker(handleWhen(isTransportError), {
    halfOpenAfter: contract.breaker.openMs,
    breaker: new ConsecutiveBreaker(contract.breaker.failures),
  });
  watchBreaker(contract.service, breaker, onBreaker);

  const client: Record<string, (input: object, call: CallContext) => Promise<object>> = {};
  for (const [name, operation] of Object.entries(contract.operations)) {
    client[name] = async (input, call) => {
      try {
        return await breaker.execute(() => callWithRetries(transport, secret, operation, input, call));
      } catch (error) {
        if (error instanceof BrokenCircuitError) {
          throw new ServiceError('rpc.unavailable', `The ${contract.service} service is not answering; trying again shortly`);
        }
        throw error;
      }
    };
  }
  return client as Client<C>;
}

function watchBreaker(service: string, breaker: CircuitBreakerPolicy, observe: BreakerObserver): void {
  observe(service, 0);
  breaker.onStateChange((state) => {
    observe(
      service,
      state === CircuitState.Open || state === CircuitState.Isolated ? 2 : state === CircuitState.HalfOpen ? 1 : 0,
    );
  });
}

async function callWithRetries(
  transport: Transport,
  secret: string,
  operation: Operation,
  input: object,
  call: CallContext,
): Promise<object> {
  const delays = operation.idempotent ? RETRY_DELAYS_MS : [];
  for (let attempt = 0; ; attempt++) {
    try {
      return await callOnce(transport, secret, operation, input, call);
    } catch (error) {
      const delay = delays[attempt];
      const retriable = error instanceof ServiceError && error.code === 'rpc.unavailable';
      if (!retriable || delay === undefined || Date.now() + delay >= call.deadline) throw error;
      await sleep(delay);
    }
  }
}

async function callOnce(
  transport: Transport,
  secret: string,
  operation: Operation,
  input: object,
  call: CallContext,
): Promise<object> {
  const budgetMs = Math.min(operation.timeoutMs, call.deadline - Date.now());
  const timedOut = new ServiceError('rpc.timeout', `${operation.pattern} did not answer in time`);
  if (budgetMs <= 0) throw timedOut;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut), budgetMs);
  });
  try {
    const reply = await Promise.race([transport.send(seal(secret, operation.pattern, input, call, budgetMs)), timeout]);
    if ('error' in reply) throw new ServiceError(reply.error.code, reply.error.message, reply.error.details);
    return JSON.parse(reply.body) as object;
  } finally {
    clearTimeout(timer);
  }
}
