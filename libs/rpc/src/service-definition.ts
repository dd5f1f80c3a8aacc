import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Contract } from './contract.js';

/** One service: what it is made of, what it serves and whom it calls. Exported by each app's index.ts. */
export interface ServiceDefinition {
  name: string;
  module: Type | DynamicModule;
  serves: Contract[];
  calls: Contract[];
  /** Contracts that it can do without: where nothing says where they are served, a call is answered `rpc.unavailable`. */
  mayCall?: Contract[];
  /** Keeps something in PostgreSQL. */
  usesDatabase: boolean;
  /** The gateway's HTTP set-up (prefix, cookies, OpenAPI); services without a public door have none. */
  configureHttp?: (app: NestFastifyApplication) => Promise<void>;
}
