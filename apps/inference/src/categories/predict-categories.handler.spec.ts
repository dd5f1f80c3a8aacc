import { resolve } from 'node:path';
import { primaryOf } from '#contracts/categories';
import { loadModel } from '../models/load-model.js';
import { CategoryPredictor } from './category-predictor.js';
import { PredictCategoriesHandler } from './predict-categories.handler.js';

describe('PredictCategoriesHandler', () => {
  let predictor: CategoryPredictor;
  let handler: PredictCategoriesHandler;

  beforeAll(async () => {
    predictor = new CategoryPredictor(
      await loadModel(resolve(import.meta.dirname, '../../../../models'), 'transaction-category'),
    );
    handler = new PredictCategoriesHandler(predictor);
  });
  afterAll(() => predictor.close());

  it('answers one description with three further categories, all of other primaries', async () => {
    const answer = await handler.predictCategory({ description: 'LIDL 2231 BERLIN', amount: -20 });
    expect(answer).toMatchObject({
      primary: 'FOOD_AND_DRINK',
      detailed: 'FOOD_AND_DRINK_GROCERIES',
      model: { name: 'transaction-category', version: '1' },
    });
    expect(answer.alternatives).toHaveLength(3);
    expect(new Set([answer.primary, ...answer.alternatives.map(({ primary }) => primary)]).size).toBe(4);
  });

  it('answers many in the order asked, with the sign of each amount', async () => {
    const { predictions } = await handler.predictCategories({
      descriptions: ['Interest', 'LIDL 2231 BERLIN', 'Interest'],
      amountsMinor: [-420, -2000, 420],
    });
    expect(predictions.map(({ primary }) => primary)).toEqual(['BANK_FEES', 'FOOD_AND_DRINK', 'INCOME']);
  });

  it('ranks as many as are asked for, in rows of indexes', async () => {
    const one = await handler.predictCategories({ descriptions: ['LIDL 2231 BERLIN'] });
    expect(one.alternatives).toBeUndefined();
    const descriptions = ['LIDL 2231 BERLIN', 'Interest'];
    const { predictions, alternatives } = await handler.predictCategories({ descriptions, amountsMinor: [-2000, 420], top: 16 });
    const { categories, ranked, confidence } = alternatives!;
    for (const row of [0, 1]) {
      const primaries = [predictions[row]!.primary, ...ranked[row]!.map((index) => primaryOf(categories[index]!))];
      expect(new Set(primaries).size).toBe(16);
      expect(predictions[row]!.confidence + confidence[row]!.reduce((a, b) => a + b)).toBeCloseTo(1, 3);
    }
    const alone = await handler.predictCategory({ description: 'LIDL 2231 BERLIN', amount: -20 });
    expect(categories[ranked[0]![0]!]).toBe(alone.alternatives[0]!.detailed);
    expect(confidence[0]![0]).toBeCloseTo(alone.alternatives[0]!.confidence, 4);
  });

  it('refuses amounts that do not match the descriptions', async () => {
    await expect(handler.predictCategories({ descriptions: ['a', 'b'], amountsMinor: [1] })).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'There are 2 descriptions but 1 amounts',
    });
  });
});
