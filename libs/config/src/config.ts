/** Where another process listens. */
export interface HostPort {
  host: string;
  port: number;
}

/** Everything that may differ between two installations. Made by {@link loadConfig}; injected wherever it is needed. */
export class Config {
  /** `NODE_ENV=production`: example secrets are refused and migrations run by command. */
  production: boolean;
  /** Folder of everything Steward keeps on this machine: database, uploads, generated secrets. */
  dataFolder: string;
  /** Folder of the built-in model repository. */
  modelsFolder: string;
  /** PostgreSQL server; absent means the embedded one under the data folder. */
  databaseUrl?: string;
  /** Whether a service brings its tables up to date when it starts; in production an operator does, by command. */
  migrateAtStart: boolean;
  /** Redis for queues; absent means queues on PostgreSQL. */
  redisUrl?: string;
  /** Job kinds (or their service names) that run in this process. */
  workers: 'all' | string[];
  http: HostPort;
  /** Origins other than our own that browsers may call from. */
  corsOrigins: string[];
  /** Whether `X-Forwarded-For` of a reverse proxy is believed. */
  trustProxy: boolean;
  /** TCP door of this process's services; absent where nothing but this process calls them. */
  rpcListen?: HostPort;
  /** Service name → addresses of its replicas. */
  serviceAddresses: Record<string, HostPort[]>;
  /** Milliseconds a service that failed in a row is left alone; absent means what its contract says. */
  breakerOpenMs?: number;
  /** Signs calls between services. */
  rpcSecret: string;
  /** Signs access tokens. */
  jwtSecret: string;
  /** Who may create an account: anyone who reaches the page, or only the first person. */
  registration: 'open' | 'first-user';
  /** Requests a minute and client that the gateway answers. */
  rateLimitPerMinute: number;
  /** Address of exchange rates in the European Central Bank's form, fetched once a day; absent means never to ask the network. */
  ratesUrl?: string;
  /** Largest bank file, in bytes. */
  maxUploadBytes: number;
  /** Days that an imported bank file is kept beside what was read from it. */
  keepImportedFilesDays: number;
  /** Largest receipt, in bytes. */
  maxAttachmentBytes: number;
  /** The models' own HTTP door (Open Inference Protocol); absent where there is none. Its port is the real one once it listens. */
  modelDoor?: HostPort;
  /** Whether that port was asked for: then a taken one stops the start. */
  modelDoorRequired: boolean;
  /** Where the gateway finds that door; absent: in its own process. */
  modelDoorAddress?: HostPort;
  /** Whether callers of that door need an API key. */
  modelDoorOpen: boolean;
  /** Largest request of that door, in bytes. */
  modelMaxBodyBytes: number;
  /** Execution providers of ONNX Runtime, tried in this order. */
  modelProviders: string[];
  /** Memory that loaded models may take together, in bytes. */
  modelMemoryBytes: number;
  /** Memory that answers are remembered in, in bytes; 0: none. */
  modelCacheBytes: number;
  /** Threads of one run at most; absent: all cores. */
  modelThreads?: number;
  logLevel: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
}
