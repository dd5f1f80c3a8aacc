import { Injectable } from '@nestjs/common';
import type { VersionComparison } from '#contracts/inference';
import { ServiceError } from '#rpc';
import { CATEGORY_MODEL } from '../categories/category-model.js';
import { PredictCategories } from '../categories/predict-categories.js';
import { LabelledRowsReader } from '../learning/labelled-rows-reader.js';
import type { PairedOutcome } from './compare-paired.js';
import { compareOnSameRows } from './comparison.js';

/** The latest labelled rows that two versions are compared on. */
const MAX_ROWS = 5_000;

/** Lets two versions predict the rows that people have labelled. */
@Injectable()
export class CompareOnLabels {
  constructor(
    private readonly predict: PredictCategories,
    private readonly labelled: LabelledRowsReader,
  ) {}

  /** @throws ServiceError `models.not-comparable` where nobody labels what the model predicts, or nobody has yet */
  async compare(name: string, champion: string, challenger: string): Promise<VersionComparison> {
    if (name !== CATEGORY_MODEL) {
      throw new ServiceError('models.not-comparable', `Nobody labels what ${name} predicts: tell outcomes, and see its traffic`);
    }
    const rows = await this.labelled.latest(MAX_ROWS);
    if (!rows.length)
      throw new ServiceError('models.not-comparable', 'Nobody has chosen a category yet to compare the versions on');
    const items = rows.map(({ description, amountMinor }) => ({ description, amount: amountMinor }));
    const a = await this.predict.rankBy(champion, items);
    const b = await this.predict.rankBy(challenger, items);
    const outcome: PairedOutcome = { bothRight: 0, onlyARight: 0, onlyBRight: 0, bothWrong: 0 };
    rows.forEach(({ primary }, i) => {
      const [first, second] = [a[i]!.primary === primary, b[i]!.primary === primary];
      if (first) outcome[second ? 'bothRight' : 'onlyARight']++;
      else outcome[second ? 'onlyBRight' : 'bothWrong']++;
    });
    return compareOnSameRows(champion, challenger, outcome);
  }
}
