import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Config, type HostPort } from './config.js';
import { EXAMPLE_SECRETS, loadOrCreateSecrets } from './secrets.js';

type Env = Record<string, string | undefined>;

/** Everything wrong with the environment, in one message. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const ADDRESS = /^([A-Z]+)_ADDRESS$/;
const MIN_SECRET_LENGTH = 32;

/** Reads variables, keeping a list of what is wrong instead of stopping at the first. */
class Reader {
  readonly problems: string[] = [];

  constructor(private readonly env: Env) {}

  text(name: string): string | undefined {
    const value = this.env[name]?.trim();
    return value ? value : undefined;
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.problems.push(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
    return fallback;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const text = this.text(name);
    if (text === undefined) return fallback;
    if ((allowed as readonly string[]).includes(text)) return text as T;
    this.problems.push(`${name} must be one of ${allowed.join(', ')}, not "${text}"`);
    return fallback;
  }

  list(name: string): string[] {
    return (this.text(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  }

  url(name: string, protocols: string[]): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
    this.problems.push(`${name} must be an address beginning with ${protocols.map((p) => `${p}//`).join(' or ')}`);
    return undefined;
  }

  hostPort(name: string, text: string): HostPort {
    const at = text.lastIndexOf(':');
    const port = Number(text.slice(at + 1));
    if (at > 0 && Number.isInteger(port) && port > 0 && port < 65536) return { host: text.slice(0, at), port };
    this.problems.push(`${name} must be host:port, not "${text}"`);
    return { host: '127.0.0.1', port: 0 };
  }

  /** A given secret must be long and not the one of `.env.example`; none given means the generated one. */
  secret(name: string, production: boolean): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (value.length < MIN_SECRET_LENGTH) this.problems.push(`${name} must have at least ${MIN_SECRET_LENGTH} characters`);
    if (production && EXAMPLE_SECRETS.has(value))
      this.problems.push(`${name} is still the example of .env.example: choose your own`);
    return value;
  }

  serviceAddresses(): Record<string, HostPort[]> {
    const addresses: Record<string, HostPort[]> = {};
    for (const name of Object.keys(this.env)) {
      const service = ADDRESS.exec(name)?.[1];
      if (service) addresses[service.toLowerCase()] = this.list(name).map((part) => this.hostPort(name, part));
    }
    return addresses;
  }
}

/**
 * Reads and checks the environment once. Secrets that are not given are generated into the data folder.
 * @throws ConfigError naming every variable that is wrong
 */
export function loadConfig(env: Env = environment()): Config {
  const read = new Reader(env);
  const production = read.text('NODE_ENV') === 'production';
  const config = new Config();
  config.production = production;
  config.migrateAtStart = !production;
  config.dataFolder = resolve(read.text('DATA_FOLDER') ?? 'data');
  config.modelsFolder = resolve(read.text('MODELS_FOLDER') ?? 'models');
  config.databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  config.redisUrl = read.url('REDIS_URL', ['redis:', 'rediss:']);
  config.workers = workersFrom(env['WORKERS']);
  config.http = { host: read.text('HTTP_HOST') ?? '127.0.0.1', port: read.integer('PORT', 9000, 0, 65535) };
  config.corsOrigins = read.list('CORS_ORIGINS');
  config.trustProxy = read.oneOf('TRUST_PROXY', ['true', 'false'], 'false') === 'true';
  const rpcListen = read.text('RPC_LISTEN');
  config.rpcListen = rpcListen ? read.hostPort('RPC_LISTEN', rpcListen) : undefined;
  config.serviceAddresses = read.serviceAddresses();
  config.breakerOpenMs = read.text('RPC_BREAKER_OPEN_MS') ? read.integer('RPC_BREAKER_OPEN_MS', 0, 1, 3_600_000) : undefined;
  config.registration = read.oneOf('REGISTRATION', ['open', 'first-user'] as const, 'open');
  config.rateLimitPerMinute = read.integer('RATE_LIMIT_PER_MINUTE', 1_200, 1, 1_000_000);
  config.maxUploadBytes = read.integer('MAX_UPLOAD_MB', 100, 1, 10_000) * 1024 * 1024;
  config.keepImportedFilesDays = read.integer('KEEP_IMPORTED_FILES_DAYS', 90, 1, 36_500);
  config.ratesUrl = read.url('RATES_URL', ['https:', 'http:']);
  config.maxAttachmentBytes = read.integer('MAX_ATTACHMENT_MB', 20, 1, 1_000) * 1024 * 1024;
  readModelSettings(read, config);
  config.logLevel = read.oneOf('LOG_LEVEL', LOG_LEVELS, 'info');
  const rpcSecret = read.secret('RPC_SECRET', production);
  const jwtSecret = read.secret('JWT_SECRET', production);
  if (read.problems.length) throw new ConfigError(read.problems);
  const generated = rpcSecret && jwtSecret ? undefined : loadOrCreateSecrets(config.dataFolder);
  config.rpcSecret = rpcSecret ?? generated!.rpcSecret;
  config.jwtSecret = jwtSecret ?? generated!.jwtSecret;
  return config;
}

const MEBIBYTE = 1024 * 1024;
const MODEL_PORT = 8000;

function readModelSettings(read: Reader, config: Config): void {
  const port = read.text('MODEL_PORT');
  config.modelDoorRequired = port !== undefined;
  if (port !== 'off') config.modelDoor = { host: config.http.host, port: read.integer('MODEL_PORT', MODEL_PORT, 0, 65535) };
  const address = read.text('MODEL_DOOR_ADDRESS');
  if (address) config.modelDoorAddress = read.hostPort('MODEL_DOOR_ADDRESS', address);
  config.modelDoorOpen = read.oneOf('MODEL_DOOR_ACCESS', ['keys', 'open'], 'keys') === 'open';
  config.modelMaxBodyBytes = read.integer('MODEL_MAX_BODY_MB', 64, 1, 2_000) * MEBIBYTE;
  const providers = read.list('MODEL_PROVIDERS');
  config.modelProviders = providers.length ? providers : ['cpu'];
  config.modelMemoryBytes = read.integer('MODEL_MEMORY_MB', 1_024, 1, 1_000_000) * MEBIBYTE;
  config.modelCacheBytes = read.integer('MODEL_CACHE_MB', 32, 0, 100_000) * MEBIBYTE;
  if (read.text('MODEL_THREADS')) config.modelThreads = read.integer('MODEL_THREADS', 1, 1, 256);
}

function workersFrom(text: string | undefined): 'all' | string[] {
  // Set but empty means "no workers here"; only an absent variable means all.
  if (text === undefined || text.trim() === 'all') return 'all';
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

/**
 * The environment, then `.env` of the working directory for what it does not say, then `defaults`.
 */
export function environment(defaults: Env = {}): Env {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return { ...defaults, ...process.env };
}
