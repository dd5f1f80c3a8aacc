import { Injectable } from '@nestjs/common';
import {
  CategoryPrediction,
  CategoryPredictions,
  inferenceContract,
  PredictCategoriesInput,
  PredictCategoryInput,
} from '#contracts/inference';
import { Implements, ServiceError } from '#rpc';
import { CategoryPredictor } from './category-predictor.js';

/** Guesses beside the first one. */
const ALTERNATIVES = 3;

@Injectable()
export class PredictCategoriesHandler {
  constructor(private readonly predictor: CategoryPredictor) {}

  @Implements(inferenceContract.operations.predictCategory)
  async predictCategory(input: PredictCategoryInput): Promise<CategoryPrediction> {
    const [ranked] = await this.predictor.rank([input], 1 + ALTERNATIVES);
    const [first, ...alternatives] = ranked!;
    return { ...first!, alternatives, model: this.predictor.version };
  }

  @Implements(inferenceContract.operations.predictCategories)
  async predictCategories({ descriptions, amountsMinor }: PredictCategoriesInput): Promise<CategoryPredictions> {
    if (amountsMinor && amountsMinor.length !== descriptions.length) {
      throw new ServiceError('invalid-input', `There are ${descriptions.length} descriptions but ${amountsMinor.length} amounts`);
    }
    const items = descriptions.map((description, index) => ({ description, amount: amountsMinor?.[index] }));
    const ranked = await this.predictor.rank(items, 1);
    return { model: this.predictor.version, predictions: ranked.map(([first]) => first!) };
  }
}
