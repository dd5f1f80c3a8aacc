import {
  Inject,
  Injectable,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Config } from '#config';
import { observeBreaker, observeCall } from '#observability';
import { createClient } from './client.js';
import type { Contract } from './contract.js';
import { Dispatcher, type BoundHandler } from './dispatcher.js';
import { implementedOperation } from './implements.js';
import type { ServiceDefinition } from './service-definition.js';
import { InProcessTransport } from './transports/in-process.js';
import { NowhereTransport } from './transports/nowhere.js';
import { TcpHost, TcpTransport } from './transports/tcp.js';
import type { Transport } from './transports/transport.js';

function clientToken(contract: Contract): string {
  return `rpc:client:${contract.service}`;
}

/** Injects the typed client of a contract. */
export function InjectClient(contract: Contract): ParameterDecorator & PropertyDecorator {
  return Inject(clientToken(contract));
}

const SERVED = Symbol('rpc:served');

/** The transports this process opened, to be closed with it. */
class Transports extends Set<Transport> {}

/** Finds the handlers in this process, checks that they are complete, and opens the TCP door where other processes call. */
@Injectable()
class RpcHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private tcp?: TcpHost;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly dispatcher: Dispatcher,
    private readonly config: Config,
    private readonly transports: Transports,
    @Inject(SERVED) private readonly served: Contract[],
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const { instance, name } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object') continue;
      for (const method of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const run = (instance as Record<string, unknown>)[method];
        const operation = implementedOperation(run);
        if (operation) this.dispatcher.add(operation, (run as BoundHandler).bind(instance), `${String(name)}.${method}`);
      }
    }
    this.dispatcher.assertServes(this.served);
    if (this.config.rpcListen && this.served.length) {
      this.tcp = new TcpHost(this.dispatcher, this.config.rpcListen);
      await this.tcp.listen();
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.tcp?.close();
    await Promise.all([...this.transports].map((transport) => transport.close()));
  }
}

/**
 * Wires contracts to transports. A contract served in this process is called in-process; any other one over TCP at the
 * configured addresses. A contract that is called, not served here and has no address stops the start.
 */
@Module({})
export class RpcModule {
  static forServices(services: ServiceDefinition[]): DynamicModule {
    const served = [...new Set(services.flatMap((service) => service.serves))];
    const needed = new Set(services.flatMap((service) => service.calls));
    const called = [...new Set([...needed, ...services.flatMap((service) => service.mayCall ?? [])])];
    const clients: Provider[] = called.map((contract) => ({
      provide: clientToken(contract),
      inject: [Dispatcher, Config, Transports],
      useFactory: (dispatcher: Dispatcher, config: Config, transports: Transports) => {
        const transport = transportFor(contract, served, dispatcher, config, needed.has(contract));
        transports.add(transport);
        const breaker = { ...contract.breaker, openMs: config.breakerOpenMs ?? contract.breaker.openMs };
        return createClient({ ...contract, breaker }, transport, config.rpcSecret, observeBreaker);
      },
    }));
    return {
      module: RpcModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: SERVED, useValue: served },
        { provide: Dispatcher, inject: [Config], useFactory: (config: Config) => new Dispatcher(config.rpcSecret, observeCall) },
        Transports,
        RpcHost,
        ...clients,
      ],
      exports: clients,
    };
  }
}

function transportFor(
  contract: Contract,
  served: Contract[],
  dispatcher: Dispatcher,
  config: Config,
  needed: boolean,
): Transport {
  if (served.includes(contract)) return new InProcessTransport(dispatcher);
  const addresses = config.serviceAddresses[contract.service];
  if (!addresses?.length) {
    const variable = `${contract.service.toUpperCase()}_ADDRESS`;
    const problem = `The ${contract.service} service does not run in this process: set ${variable}=host:port to where it does`;
    if (needed) throw new Error(problem);
    return new NowhereTransport(problem);
  }
  return new TcpTransport(addresses);
}
