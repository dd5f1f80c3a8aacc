/** Accuracies of the primary category, 0 … 1. */
export interface TrainingFigures {
  heldOutAccuracy: number;
  productionHeldOutAccuracy: number;
  recentRows: number;
  recentAccuracy?: number;
  productionRecentAccuracy?: number;
}

/** Fewer recent rows prove nothing. */
const MIN_RECENT = 50;
/** What a version may lose on the fixed set and still be promoted for its gain on recent corrections. */
const TOLERATED_LOSS = 0.01;

/** Whether a version may replace production by rule: better on recent corrections by the margin, and not worse elsewhere. */
export function isBetter(figures: TrainingFigures, margin: number): boolean {
  const { heldOutAccuracy, productionHeldOutAccuracy, recentRows, recentAccuracy, productionRecentAccuracy } = figures;
  if (recentRows < MIN_RECENT || recentAccuracy === undefined || productionRecentAccuracy === undefined) return false;
  return recentAccuracy - productionRecentAccuracy >= margin && heldOutAccuracy >= productionHeldOutAccuracy - TOLERATED_LOSS;
}

/** The outcome of a training in plain words. */
export function conclude(version: string, production: string, figures: TrainingFigures, promoted: boolean): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const { heldOutAccuracy, productionHeldOutAccuracy, recentRows, recentAccuracy, productionRecentAccuracy } = figures;
  const fixed = `on the fixed set version ${version} is right in ${percent(heldOutAccuracy)} (version ${production}: ${percent(productionHeldOutAccuracy)})`;
  const recent =
    recentAccuracy === undefined
      ? 'there are no recent corrections to compare on'
      : `on the latest ${recentRows} corrections in ${percent(recentAccuracy)} (version ${production}: ${percent(productionRecentAccuracy!)})`;
  const end = promoted ? 'It was promoted to production by rule.' : 'It waits as staging; promote it if you like what you see.';
  return `${fixed[0]!.toUpperCase()}${fixed.slice(1)}, ${recent}. ${end}`;
}
