import { Injectable } from '@nestjs/common';
import {
  CategoryPrediction,
  CategoryPredictions,
  inferenceContract,
  PredictCategoriesInput,
  PredictCategoryInput,
  RankedAlternatives,
} from '#contracts/inference';
import { Implements, ServiceError } from '#rpc';
import { CategoryPredictor, type RankedCategory } from './category-predictor.js';

/** Guesses beside the first one. */
const ALTERNATIVES = 3;

@Injectable()
export class PredictCategoriesHandler {
  constructor(private readonly predictor: CategoryPredictor) {}

  @Implements(inferenceContract.operations.predictCategory)
  async predictCategory(input: PredictCategoryInput): Promise<CategoryPrediction> {
    const [ranked] = await this.predictor.rank([input], 1 + ALTERNATIVES);
    const [first, ...alternatives] = ranked!;
    return { ...first!, alternatives, abstained: false, model: this.predictor.version };
  }

  @Implements(inferenceContract.operations.predictCategories)
  async predictCategories({ descriptions, amountsMinor, top = 1 }: PredictCategoriesInput): Promise<CategoryPredictions> {
    if (amountsMinor && amountsMinor.length !== descriptions.length) {
      throw new ServiceError('invalid-input', `There are ${descriptions.length} descriptions but ${amountsMinor.length} amounts`);
    }
    const items = descriptions.map((description, index) => ({ description, amount: amountsMinor?.[index] }));
    const ranked = await this.predictor.rank(items, top);
    return {
      model: this.predictor.version,
      predictions: ranked.map(([first]) => first!),
      ...(top > 1 && { alternatives: alternatives(ranked) }),
    };
  }
}

function alternatives(ranked: RankedCategory[][]): RankedAlternatives {
  const indexes = new Map<string, number>();
  const indexOf = (category: string) => {
    const known = indexes.get(category);
    if (known === undefined) indexes.set(category, indexes.size);
    return known ?? indexes.size - 1;
  };
  const rows = ranked.map(([, ...others]) => ({
    ranked: others.map(({ detailed }) => indexOf(detailed)),
    confidence: others.map(({ confidence }) => Math.round(confidence * 1e5) / 1e5),
  }));
  return {
    categories: [...indexes.keys()],
    ranked: rows.map((row) => row.ranked),
    confidence: rows.map((row) => row.confidence),
  };
}
