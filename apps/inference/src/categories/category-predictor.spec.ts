import { resolve } from 'node:path';
import type { ModelDescription } from '../models/model-description.js';
import { closeFeatureThreads } from '../threads/pool.js';
import { CategoryPredictor } from './category-predictor.js';
import { loadPredictor, type LoadedPredictor } from './load-predictor.js';

const MODELS = resolve(import.meta.dirname, '../../../../models');

describe('CategoryPredictor with the committed model', () => {
  let loaded: LoadedPredictor;
  let predictor: CategoryPredictor;

  beforeAll(async () => {
    loaded = await loadPredictor(MODELS);
    predictor = loaded.predictor;
  });
  afterAll(async () => {
    await loaded.close();
    await closeFeatureThreads();
  });

  it.each([
    ['NETFLIX.COM 866-579-7172 CA', -15.49, 'ENTERTAINMENT_TV_AND_MOVIES'],
    ['TESCO STORES 3345 LONDON GB', -32.1, 'FOOD_AND_DRINK_GROCERIES'],
    ['Gehalt Januar Musterfirma GmbH', 3120, 'INCOME_WAGES'],
    ['SHELL OIL 57442 AUSTIN TX', -44.02, 'TRANSPORTATION_GAS'],
    ['MONTHLY ACCOUNT FEE', -69, 'BANK_FEES_OTHER_BANK_FEES'],
    ['UBER *TRIP HELP.UBER.COM', -11.8, 'TRANSPORTATION_TAXIS_AND_RIDE_SHARES'],
    ['Retrait DAB Paris 15', -60, 'TRANSFER_OUT_WITHDRAWAL'],
    ['Bonifico stipendio mese di marzo', 1800, 'INCOME_WAGES'],
    ['Tandarts praktijk de Boer', -88, 'MEDICAL_DENTAL_CARE'],
    ['Biedronka 2231 Warszawa', -57.2, 'FOOD_AND_DRINK_GROCERIES'],
  ])('%s (%d) is %s', async (description, amount, detailed) => {
    const [ranked] = await predictor.rank([{ description, amount }], 1);
    expect(ranked![0]!.detailed).toBe(detailed);
    expect(ranked![0]!.confidence).toBeGreaterThan(0.5);
  });

  it('reads interest by its direction', async () => {
    const [received, charged] = await predictor.rank(
      [
        { description: 'INTEREST', amount: 4.2 },
        { description: 'INTEREST', amount: -4.2 },
      ],
      1,
    );
    expect(received![0]!.detailed).toBe('INCOME_INTEREST_EARNED');
    expect(charged![0]!.detailed).toBe('BANK_FEES_INTEREST_CHARGE');
  });

  it('spreads a probability of one over the 16 primaries, best first', async () => {
    const [ranked] = await predictor.rank([{ description: 'Zephyr Quux 4471' }], 16);
    expect(new Set(ranked!.map(({ primary }) => primary)).size).toBe(16);
    expect(ranked!.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 4);
    for (let i = 1; i < 16; i++) expect(ranked![i]!.confidence).toBeLessThanOrEqual(ranked![i - 1]!.confidence);
    for (const { primary, detailed } of ranked!) expect(detailed.startsWith(`${primary}_`)).toBe(true);
  });

  it('says the same of a row alone and among a thousand of other lengths', async () => {
    const items = Array.from({ length: 1000 }, (_, i) => ({
      description: `Payment ${'pizza '.repeat(i % 40)}${i}`,
      amount: (i % 3) - 1,
    }));
    const batch = await predictor.rank(items, 2);
    expect(batch).toHaveLength(1000);
    for (const i of [0, 1, 39, 255, 256, 999]) {
      const [alone] = await predictor.rank([items[i]!], 2);
      expect(batch[i]!.map(({ detailed }) => detailed)).toEqual(alone!.map(({ detailed }) => detailed));
      expect(batch[i]![0]!.confidence).toBeCloseTo(alone![0]!.confidence, 5);
    }
  });

  it('answers texts without a letter, and of ten thousand', async () => {
    const ranked = await predictor.rank(
      [{ description: '' }, { description: '???' }, { description: 'salary '.repeat(1500), amount: 1 }],
      1,
    );
    for (const [first] of ranked) expect(first!.confidence).toBeGreaterThan(0);
    expect(ranked[2]![0]!.detailed).toBe('INCOME_WAGES');
  });

  it('refuses a model made for other features or other categories', () => {
    const { description } = loaded;
    const made = (changes: Partial<ModelDescription>) => () =>
      new CategoryPredictor({ ...description, ...changes }, () => Promise.reject(new Error('never asked')));
    expect(made({})).not.toThrow();
    expect(made({ preprocessing: { name: 'text-features', version: 99 } })).toThrow(/features of version 99/);
    expect(made({ preprocessing: { name: 'image', version: 1 } })).toThrow(/does not take text-features/);
    expect(made({ labels: ['FOOD'] })).toThrow(/FOOD is none of the 104/);
  });
});
