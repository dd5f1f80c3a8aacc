import type { Dispatcher } from '../dispatcher.js';
import type { Envelope, Reply } from '../envelope.js';
import type { Transport } from './transport.js';

/** Caller and callee share the process. Input and output are JSON text all the same, so that a split changes nothing. */
export class InProcessTransport implements Transport {
  constructor(private readonly dispatcher: Dispatcher) {}

  send(envelope: Envelope): Promise<Reply> {
    return this.dispatcher.dispatch(envelope);
  }

  async close(): Promise<void> {}
}
