import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig } from './load-config.js';

const folder = () => mkdtempSync(join(tmpdir(), 'steward-config-'));

describe('loadConfig', () => {
  it('needs nothing, and keeps the secrets of the first start', () => {
    const DATA_FOLDER = folder();
    const first = loadConfig({ DATA_FOLDER });
    const second = loadConfig({ DATA_FOLDER });
    expect(first.http).toEqual({ host: '127.0.0.1', port: 9000 });
    expect(first.workers).toBe('all');
    expect(first.databaseUrl).toBeUndefined();
    expect(Buffer.from(first.jwtSecret, 'base64url')).toHaveLength(32);
    expect(first.jwtSecret).not.toBe(first.rpcSecret);
    expect(second.jwtSecret).toBe(first.jwtSecret);
    expect(statSync(join(DATA_FOLDER, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(DATA_FOLDER, 'secrets.json'), 'utf8')).toContain(first.rpcSecret);
  });

  it('names every wrong variable at once', () => {
    const load = () =>
      loadConfig({ DATA_FOLDER: folder(), PORT: 'ninety', DATABASE_URL: 'mysql://x', AUTH_ADDRESS: 'auth', LOG_LEVEL: 'loud' });
    expect(load).toThrow(ConfigError);
    try {
      load();
    } catch (error) {
      expect((error as ConfigError).problems.map((problem) => problem.split(' ')[0])).toEqual([
        'DATABASE_URL',
        'PORT',
        'AUTH_ADDRESS',
        'LOG_LEVEL',
      ]);
    }
  });

  it('refuses the example secrets in production and only there', () => {
    const env = { DATA_FOLDER: folder(), JWT_SECRET: 'change-me-jwt-secret-at-least-32-characters' };
    expect(loadConfig(env).jwtSecret).toBe(env.JWT_SECRET);
    expect(() => loadConfig({ ...env, NODE_ENV: 'production' })).toThrow(/JWT_SECRET is still the example/);
    expect(() => loadConfig({ ...env, JWT_SECRET: 'short' })).toThrow(/at least 32/);
  });

  it('reads several addresses a service, and tells no workers from all', () => {
    const config = loadConfig({ DATA_FOLDER: folder(), AUTH_ADDRESS: 'a:1, b:2', WORKERS: '' });
    expect(config.serviceAddresses['auth']).toEqual([
      { host: 'a', port: 1 },
      { host: 'b', port: 2 },
    ]);
    expect(config.workers).toEqual([]);
  });
});
