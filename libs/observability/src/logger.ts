import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as Pino } from 'pino';

/** The request being served, so that each log line names it without passing it around. */
export const requestScope = new AsyncLocalStorage<{ requestId: string }>();

const SECRETS = [
  'password',
  'currentPassword',
  'newPassword',
  'refreshToken',
  'accessToken',
  'secret',
  'authorization',
  'cookie',
];

/** Structured logs (JSON lines on standard output) behind Nest's logger interface. */
export class JsonLogger implements LoggerService {
  private readonly pino: Pino;

  constructor(level: string, service: string) {
    this.pino = pino({
      level,
      base: { service },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
      mixin: () => ({ ...requestScope.getStore() }),
    });
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes (message, stack?, context): the last string is the context. */
  private write(level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace', message: unknown, rest: unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? { context: rest.at(-1) } : {};
    const stack = rest.length > 1 && typeof rest[0] === 'string' ? { stack: rest[0] } : {};
    if (message instanceof Error) this.pino[level]({ ...context, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) this.pino[level]({ ...context, ...message });
    else this.pino[level]({ ...context, ...stack }, String(message));
  }
}
