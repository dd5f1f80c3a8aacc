import { Injectable } from '@nestjs/common';
import { heldOutLines } from '../../../../models/transaction-category/evaluation/held-out.js';
import { CategoryPredictor, type Description } from '../categories/category-predictor.js';
import { PredictCategories } from '../categories/predict-categories.js';
import { parseDescription } from '../models/model-description.js';
import { openVersion } from '../models/open-version.js';
import type { TrainedModel } from '../threads/training.worker.js';
import type { TrainingFigures } from './conclude-training.js';
import type { LabelledText } from './labelled-rows-reader.js';

type Ask = (items: readonly Description[]) => Promise<string[]>;

/** Holds a trained version against the one in production: on the fixed held-out set, and on the latest corrections. */
@Injectable()
export class EvaluateVersions {
  constructor(private readonly predict: PredictCategories) {}

  /** @param recent rows that training has not seen */
  async compare({ graph, description }: TrainedModel, production: string, recent: LabelledText[]): Promise<TrainingFigures> {
    const parsed = parseDescription({ ...description, version: '1' });
    const opened = await openVersion(graph, parsed, { providers: ['cpu'], threads: 1 });
    try {
      const predictor = CategoryPredictor.alone(opened);
      const trained: Ask = async (items) => (await predictor.rank(items, 1)).map(([first]) => first!.primary);
      const serving: Ask = async (items) => (await this.predict.rankBy(production, items)).map(({ primary }) => primary);
      const heldOut = heldOutLines();
      const onRecent = recent.map(({ description: text, amountMinor }) => ({ description: text, amount: amountMinor }));
      const right = recent.map(({ primary }) => [primary]);
      return {
        heldOutAccuracy: await accuracyOf(
          trained,
          heldOut,
          heldOut.map(({ primary }) => primary),
        ),
        productionHeldOutAccuracy: await accuracyOf(
          serving,
          heldOut,
          heldOut.map(({ primary }) => primary),
        ),
        recentRows: recent.length,
        ...(recent.length && {
          recentAccuracy: await accuracyOf(trained, onRecent, right),
          productionRecentAccuracy: await accuracyOf(serving, onRecent, right),
        }),
      };
    } finally {
      await opened.session.release();
    }
  }
}

async function accuracyOf(ask: Ask, items: readonly Description[], right: readonly (readonly string[])[]): Promise<number> {
  if (!items.length) return 0;
  const answers = await ask(items);
  return answers.filter((primary, i) => right[i]!.includes(primary)).length / items.length;
}
