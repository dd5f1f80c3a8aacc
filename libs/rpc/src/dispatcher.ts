import { Logger } from '@nestjs/common';
import type { CallContext } from './call-context.js';
import type { Contract, Operation } from './contract.js';
import { open, type Envelope, type Reply } from './envelope.js';
import { ServiceError, toErrorBody } from './service-error.js';
import { toInput } from './validate.js';

export type BoundHandler = (input: object, call: CallContext) => Promise<object>;

/** Called once a finished call, for metrics. */
export type CallObserver = (call: { pattern: string; seconds: number; code: 'ok' | string }) => void;

/**
 * The callee's side, whatever the transport: checks the signature, the deadline and the input,
 * runs the handler, and turns its answer or error into JSON text.
 */
export class Dispatcher {
  private readonly log = new Logger('Rpc');
  private readonly handlers = new Map<string, { operation: Operation; run: BoundHandler }>();

  constructor(
    private readonly secret: string,
    private readonly observe: CallObserver = () => {},
  ) {}

  add(operation: Operation, run: BoundHandler, where: string): void {
    if (this.handlers.has(operation.pattern)) {
      throw new Error(`${operation.pattern} has two handlers; the second is ${where}`);
    }
    this.handlers.set(operation.pattern, { operation, run });
  }

  get patterns(): string[] {
    return [...this.handlers.keys()];
  }

  /** Start-up check: every operation of the contracts served here has a handler, and no handler serves anything else. */
  assertServes(contracts: Contract[]): void {
    const served = new Set(contracts.flatMap((contract) => Object.values(contract.operations).map((o) => o.pattern)));
    const missing = [...served].filter((pattern) => !this.handlers.has(pattern));
    const strange = this.patterns.filter((pattern) => !served.has(pattern));
    if (missing.length) throw new Error(`No handler for: ${missing.join(', ')}`);
    if (strange.length) throw new Error(`Handlers for operations that this process does not serve: ${strange.join(', ')}`);
  }

  /** Never rejects: errors are part of the reply. */
  async dispatch(envelope: Envelope): Promise<Reply> {
    const started = performance.now();
    let code = 'ok';
    try {
      const { call, input } = open(this.secret, envelope);
      const handler = this.handlers.get(envelope.pattern);
      if (!handler) throw new ServiceError('rpc.unknown-operation', `Nobody serves ${envelope.pattern} here`);
      return { body: await this.runUntilDeadline(handler, input, call) };
    } catch (error) {
      if (!(error instanceof ServiceError)) this.log.error({ msg: `${envelope.pattern} failed`, err: error });
      const body = toErrorBody(error);
      code = body.code;
      return { error: body };
    } finally {
      this.observe({ pattern: envelope.pattern, seconds: (performance.now() - started) / 1000, code });
    }
  }

  private async runUntilDeadline(
    handler: { operation: Operation; run: BoundHandler },
    input: unknown,
    call: CallContext,
  ): Promise<string> {
    const checked = await toInput(handler.operation.input, input);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), Math.max(0, call.deadline - Date.now()));
    try {
      const output = await handler.run(checked, { ...call, signal: abort.signal });
      return JSON.stringify(output ?? {});
    } finally {
      clearTimeout(timer);
    }
  }
}
