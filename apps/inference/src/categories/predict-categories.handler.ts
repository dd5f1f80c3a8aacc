import { Injectable } from '@nestjs/common';
import {
  inferenceContract,
  type CategoryExplanation,
  type CategoryPrediction,
  type CategoryPredictions,
  type PredictCategoriesInput,
  type PredictCategoryInput,
  type RankedAlternatives,
} from '#contracts/inference';
import { Implements, ServiceError, type CallContext } from '#rpc';
import type { RankedCategory } from './category-predictor.js';
import { explainCategory } from './explain-category.js';
import { PredictCategories, type Predicted } from './predict-categories.js';

/** Guesses beside the first one. */
const ALTERNATIVES = 3;

@Injectable()
export class PredictCategoriesHandler {
  constructor(private readonly predict: PredictCategories) {}

  @Implements(inferenceContract.operations.predictCategory)
  async predictCategory(input: PredictCategoryInput, call: CallContext): Promise<CategoryPrediction> {
    return predictionOf(await this.predict.rank([input], 1 + ALTERNATIVES, call));
  }

  @Implements(inferenceContract.operations.predictCategories)
  async predictCategories(
    { descriptions, amountsMinor, top = 1 }: PredictCategoriesInput,
    call: CallContext,
  ): Promise<CategoryPredictions> {
    if (amountsMinor && amountsMinor.length !== descriptions.length) {
      throw new ServiceError('invalid-input', `There are ${descriptions.length} descriptions but ${amountsMinor.length} amounts`);
    }
    const items = descriptions.map((description, index) => ({ description, amount: amountsMinor?.[index] }));
    const { ranked, model } = await this.predict.rank(items, top, call);
    return {
      model,
      predictions: ranked.map(([first]) => first!),
      ...(top > 1 && { alternatives: alternatives(ranked) }),
    };
  }

  @Implements(inferenceContract.operations.explainCategory)
  async explainCategory(input: PredictCategoryInput, call: CallContext): Promise<CategoryExplanation> {
    return this.predict.explain(input, 1 + ALTERNATIVES, call, async (predicted, predictor) => {
      const prediction = predictionOf(predicted);
      return { prediction, ...(await explainCategory(predictor, input, prediction.primary, call.signal)) };
    });
  }
}

function predictionOf({ ranked, model, abstainBelow }: Predicted): CategoryPrediction {
  const [first, ...others] = ranked[0]!;
  return { ...first!, abstained: first!.confidence < abstainBelow, alternatives: others, model };
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
