import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#config';
import { inferenceContract, type TrainedVersion } from '#contracts/inference';
import { transactionsContract, type LabelledRow } from '#contracts/transactions';
import { database as jobsDatabase, Jobs, type JobView } from '#jobs';
import { createClient, Dispatcher, InProcessTransport, startServices, type Client, type RunningApp } from '#rpc';
import { startTestDatabases, type TestDatabases } from '../../../test/support/database.js';
import { fakeService } from '../../../test/support/fake-service.js';
import { database, inferenceService, inferenceWorker } from '../src/index.js';
import { DriftWatch } from '../src/learning/drift-watch.service.js';
import { TrainingEffort } from '../src/learning/train-model.processor.js';
import { ADMIN, MODELS } from './support/inference.harness.js';

const NAME = 'transaction-category';
/** A merchant that nobody but this household knows, in a category that its name does not tell. */
const LABELLED: LabelledRow[] = Array.from({ length: 60 }, (_, i) => ({
  description: `ZORBAQUIX ${['NORTH', 'SOUTH', 'EAST', 'WEST'][i % 4]} ${i}`,
  amountMinor: -500 - i,
  category: 'MEDICAL_VETERINARY_SERVICES',
  userId: randomUUID(),
  chosenAt: new Date(Date.UTC(2026, 0, 60 - i)).toISOString(),
}));

describe('training on what people have chosen', () => {
  let databases: TestDatabases;
  let folder: string;
  let running: RunningApp;
  let inference: Client<typeof inferenceContract>;

  beforeAll(async () => {
    databases = await startTestDatabases([database, jobsDatabase]);
    const { url } = await databases.createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'steward-training-'));
    const config = Object.assign(loadConfig({ DATA_FOLDER: folder, PORT: '0', MODEL_PORT: 'off', LOG_LEVEL: 'silent' }), {
      databaseUrl: url,
      modelsFolder: MODELS,
    });
    const ledger = fakeService(transactionsContract, {
      listLabelledRows: async ({ cursor, limit = 1000 }) => {
        const from = Number(cursor ?? 0);
        const rows = LABELLED.slice(from, from + limit);
        const more = from + limit < LABELLED.length;
        return { rows, total: LABELLED.length, ...(more && { nextCursor: String(from + limit) }) };
      },
    });
    running = await startServices([ledger, inferenceService, inferenceWorker], config);
    running.app.get(TrainingEffort, { strict: false }).epochs = 0.1;
    const transport = new InProcessTransport(running.app.get(Dispatcher, { strict: false }));
    inference = createClient(inferenceContract, transport, config.rpcSecret);
  });
  afterAll(async () => {
    await running.close();
    await databases.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function finished(jobId: string): Promise<JobView> {
    let last: JobView | undefined;
    for await (const view of running.app.get(Jobs, { strict: false }).watch(jobId, ADMIN.user!.id)) last = view;
    return last!;
  }

  it('makes the next version, compares it on rows it has not seen, and leaves it to a person', async () => {
    const before = await inference.getModel({ name: NAME }, ADMIN);
    const production = before.aliases.find(({ alias }) => alias === 'production')!.version;
    expect(await inference.getModelLearning({ name: NAME }, ADMIN)).toMatchObject({ trainable: true, labelledRows: 60 });
    const { jobId } = await inference.trainModel({ name: NAME }, ADMIN);
    await expect(inference.trainModel({ name: NAME }, ADMIN)).rejects.toMatchObject({ code: 'models.training-in-progress' });
    expect((await inference.getModelLearning({ name: NAME }, ADMIN)).jobId).toBe(jobId);
    const job = await finished(jobId);
    expect(job).toMatchObject({ state: 'completed' });
    const trained = job.result as TrainedVersion;
    expect(trained).toMatchObject({ version: String(Number(production) + 1), promoted: false, recentRows: 12 });
    // The merchant was learned: its latest rows, with numbers never seen, are right; production cannot know it.
    expect(trained.recentAccuracy).toBe(1);
    expect(trained.productionRecentAccuracy).toBeLessThan(0.5);
    expect(trained.heldOutAccuracy).toBeGreaterThan(0.3);
    expect(trained.conclusion).toMatch(/waits as staging/);

    const after = await inference.getModel({ name: NAME }, ADMIN);
    const version = after.versions.find(({ version: number }) => number === trained.version)!;
    expect(version).toMatchObject({ source: 'training', aliases: ['staging'], lineage: { trainedFrom: production, jobId } });
    expect(version.metrics['recentAccuracy']).toBe(1);
    expect(after.aliases.find(({ alias }) => alias === 'production')!.version).toBe(production);
    const asked = await inference.predictCategory({ description: 'ZORBAQUIX NORTH 999', amount: -9 }, ADMIN);
    expect(asked.model.version).toBe(production);

    const comparison = await inference.compareVersions({ name: NAME, champion: production, challenger: trained.version }, ADMIN);
    expect(comparison).toMatchObject({ by: 'labelled rows', rows: 60, better: 'challenger' });
  });

  it('starts by itself where inputs have drifted and the policy says so, and rests after a training', async () => {
    const watch = running.app.get(DriftWatch, { strict: false });
    expect(await watch.look()).toEqual([]);
    // Nothing but one kind of line: not what the model was trained on.
    const descriptions = Array.from({ length: 1_000 }, (_, i) => `ATM CASH WITHDRAWAL ${i}`);
    await inference.predictCategories({ descriptions, amountsMinor: descriptions.map(() => -5000) }, ADMIN);
    const drift = await inference.getDrift({ name: NAME, hours: 24 }, ADMIN);
    expect(drift).toMatchObject({ level: 'major', referenceFrom: 'training' });
    expect(drift.signals[0]!.reason).toMatch(/major shift/);
    await inference.setLearningPolicy({ name: NAME, retrainOnDrift: true, promoteWhenBetterBy: 0.02 }, ADMIN);
    // A version was trained a moment ago: there is nothing more to learn.
    expect(await watch.look()).toEqual([]);
  });
});
