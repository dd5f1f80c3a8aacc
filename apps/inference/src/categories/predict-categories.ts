import { Injectable } from '@nestjs/common';
import type { ModelVersion } from '#contracts/inference';
import type { CallContext } from '#rpc';
import { Monitor } from '../monitoring/monitor.js';
import type { LoadedVersion } from '../serving/loaded-version.js';
import { ModelServer } from '../serving/model-server.js';
import { CATEGORY_MODEL } from './category-model.js';
import { CategoryPredictor, type Description, type RankedCategory } from './category-predictor.js';

export interface Predicted {
  ranked: RankedCategory[][];
  /** The version that answered, all rows alike. */
  model: ModelVersion;
  /** Less sure answers are none. */
  abstainBelow: number;
}

/** Categories by the version that serves the caller; watched by the shadow, if there is one, and by the monitor. */
@Injectable()
export class PredictCategories {
  private readonly predictors = new WeakMap<LoadedVersion, CategoryPredictor>();

  constructor(
    private readonly server: ModelServer,
    private readonly monitor: Monitor,
  ) {}

  /** @param top how many primary categories of each, 1 … 16 */
  rank(items: readonly Description[], top: number, call: CallContext): Promise<Predicted> {
    return this.server.with(CATEGORY_MODEL, choiceOf(call), async (version, shadow) => {
      const ranked = await this.predictorOf(version).rank(items, top, call.signal);
      this.monitor.categories(version, items, ranked);
      if (shadow) void this.watch(shadow, items, ranked);
      return predictedBy(version, ranked);
    });
  }

  /** One description with more of the same version to tell about it; not counted as a prediction. */
  explain<T>(
    item: Description,
    top: number,
    call: CallContext,
    tell: (predicted: Predicted, predictor: CategoryPredictor) => Promise<T>,
  ): Promise<T> {
    return this.server.with(CATEGORY_MODEL, choiceOf(call), async (version) => {
      const predictor = this.predictorOf(version);
      return tell(predictedBy(version, await predictor.rank([item], top, call.signal)), predictor);
    });
  }

  /** The first guess of a certain version for each, for comparing versions; not counted as predictions. */
  rankBy(version: string, items: readonly Description[]): Promise<RankedCategory[]> {
    return this.server.with(CATEGORY_MODEL, { version }, async (loaded) => {
      const ranked = await this.predictorOf(loaded).rank(items, 1);
      return ranked.map(([first]) => first!);
    });
  }

  /** The challenger predicts when the answer is out already; it may fail, and is left out where it has enough to do. */
  private async watch(challenger: LoadedVersion, items: readonly Description[], ranked: RankedCategory[][]): Promise<void> {
    if (challenger.queued > 0) return;
    challenger.hold();
    try {
      const other = await this.predictorOf(challenger).rank(items, 1);
      this.monitor.shadow(
        challenger,
        ranked.map(([first], i) => ({
          champion: first!.primary,
          challenger: other[i]![0]!.primary,
          championConfidence: first!.confidence,
          challengerConfidence: other[i]![0]!.confidence,
        })),
      );
    } catch {
      // It only watches.
    } finally {
      challenger.release();
    }
  }

  private predictorOf(version: LoadedVersion): CategoryPredictor {
    let predictor = this.predictors.get(version);
    if (!predictor) {
      predictor = new CategoryPredictor(version.description, (inputs, signal) => version.infer(inputs, signal));
      this.predictors.set(version, predictor);
    }
    return predictor;
  }
}

function choiceOf({ user, requestId }: CallContext): { userKey: string } {
  return { userKey: user?.id ?? requestId };
}

function predictedBy({ description }: LoadedVersion, ranked: RankedCategory[][]): Predicted {
  const { name, version, abstainBelow = 0 } = description;
  return { ranked, model: { name, version }, abstainBelow };
}
