import type { Reply } from '../envelope.js';
import { ServiceError } from '../service-error.js';
import type { Transport } from './transport.js';

/** To a service that this installation does not have. */
export class NowhereTransport implements Transport {
  constructor(private readonly problem: string) {}

  send(): Promise<Reply> {
    return Promise.reject(new ServiceError('rpc.unavailable', this.problem));
  }

  async close(): Promise<void> {}
}
