import { resolve } from 'node:path';
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

  it('refuses amounts that do not match the descriptions', async () => {
    await expect(handler.predictCategories({ descriptions: ['a', 'b'], amountsMinor: [1] })).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'There are 2 descriptions but 1 amounts',
    });
  });
});
