import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadConfig, type Config } from '#config';
import { inferenceContract } from '#contracts/inference';
import { Dispatcher, InProcessTransport, createClient, startServices, systemCall } from '#rpc';
import { inferenceService } from './index.js';

function config(modelsFolder: string): Config {
  const loaded = loadConfig({ DATA_FOLDER: mkdtempSync(join(tmpdir(), 'inference-')), LOG_LEVEL: 'silent' });
  return Object.assign(loaded, { modelsFolder, http: { host: '127.0.0.1', port: 0 } });
}

describe('the inference service', () => {
  it('answers its contract, and refuses more than it allows', async () => {
    const settings = config(resolve(import.meta.dirname, '../../../models'));
    const running = await startServices([inferenceService], settings);
    const client = createClient(
      inferenceContract,
      new InProcessTransport(running.app.get(Dispatcher, { strict: false })),
      settings.rpcSecret,
    );
    try {
      const answer = await client.predictCategory({ description: 'ATM WITHDRAWAL 22 MAR', amount: -50 }, systemCall());
      expect(answer).toMatchObject({
        primary: 'TRANSFER_OUT',
        detailed: 'TRANSFER_OUT_WITHDRAWAL',
        model: { name: 'transaction-category' },
      });
      await expect(client.predictCategory({ description: 'x'.repeat(10_001) }, systemCall())).rejects.toMatchObject({
        code: 'invalid-input',
      });
      const long = await client.predictCategory({ description: 'x'.repeat(10_000) }, systemCall());
      expect(long.confidence).toBeGreaterThan(0);
    } finally {
      await running.close();
    }
  });

  it('does not start without its model', async () => {
    await expect(startServices([inferenceService], config(tmpdir()))).rejects.toThrow(/set MODELS_FOLDER/);
  });
});
