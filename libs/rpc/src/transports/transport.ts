import type { Envelope, Reply } from '../envelope.js';

/** Carries one envelope to whoever serves it. Rejects with `rpc.unavailable` when it cannot be delivered. */
export interface Transport {
  send(envelope: Envelope): Promise<Reply>;
  close(): Promise<void>;
}
