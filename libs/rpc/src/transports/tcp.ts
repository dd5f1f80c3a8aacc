import { Logger } from '@nestjs/common';
import { ClientTCP, ServerTCP } from '@nestjs/microservices';
import { firstValueFrom } from 'rxjs';
import type { Dispatcher } from '../dispatcher.js';
import type { Envelope, Reply } from '../envelope.js';
import { ServiceError } from '../service-error.js';
import type { Transport } from './transport.js';

/** The one Nest pattern that envelopes travel under; the operation is inside, where the signature covers it. */
const PATTERN = 'steward.call';

export interface Address {
  host: string;
  port: number;
}

/** Envelopes over Nest's TCP transport: one connection an address, calls multiplexed; several addresses are used in turn. */
export class TcpTransport implements Transport {
  private readonly clients: ClientTCP[];
  private next = 0;

  constructor(private readonly addresses: Address[]) {
    this.clients = addresses.map((address) => new ClientTCP(address));
  }

  async send(envelope: Envelope): Promise<Reply> {
    const turn = this.next++ % this.clients.length;
    const client = this.clients[turn]!;
    try {
      return await firstValueFrom(client.send<Reply, Envelope>(PATTERN, envelope));
    } catch (error) {
      const { host, port } = this.addresses[turn]!;
      throw new ServiceError('rpc.unavailable', `The service at ${host}:${port} does not answer`, {
        cause: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
  }
}

/** Serves a dispatcher's operations to other processes. */
export class TcpHost {
  private readonly log = new Logger('Rpc');
  private readonly server: ServerTCP;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly address: Address,
  ) {
    this.server = new ServerTCP(address);
    this.server.addHandler(PATTERN, (envelope: Envelope) => this.dispatcher.dispatch(envelope));
  }

  /** Resolves once connections are accepted; rejects when the port is taken. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.on('error', reject);
      this.server.listen((error?: unknown) => (error ? reject(error as Error) : resolve()));
    });
    this.log.log(`Serving ${this.dispatcher.patterns.length} operations on ${this.address.host}:${this.address.port}`);
  }

  close(): void {
    this.server.close();
  }
}
