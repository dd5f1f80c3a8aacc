import type { VersionComparison } from '#contracts/inference';
import { mcnemarExact, pairedInterval, probabilityChallengerBetter, type PairedTally } from './paired.js';
import { differenceInterval, probabilityBetter, type Tally } from './proportions.js';

/** From this probability on one version counts as the better one. */
const SURE = 0.95;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Two versions by what was told of the answers that each gave to its own users. */
export function compareOutcomes(champion: string, a: Tally, challenger: string, b: Tally): VersionComparison {
  const probability = probabilityBetter(a, b);
  const better = verdictOf(probability);
  const shares = `right in ${percent(b.right / b.rows)} of ${b.rows} answers against ${percent(a.right / a.rows)} of ${a.rows}`;
  return {
    champion,
    challenger,
    by: 'outcomes',
    rows: a.rows + b.rows,
    difference: b.right / b.rows - a.right / a.rows,
    interval: differenceInterval(a, b),
    probability,
    better,
    conclusion: `${sentence(better, champion, challenger)}: version ${challenger} was ${shares}. ${surety(probability, challenger)}`,
  };
}

/** Two versions by what both say of the same labelled rows. */
export function comparePaired(champion: string, challenger: string, tally: PairedTally): VersionComparison {
  const probability = probabilityChallengerBetter(tally);
  const better = verdictOf(probability);
  const { rows, both } = tally;
  const right = (alone: number) => percent((both + alone) / rows);
  const p = mcnemarExact(tally);
  return {
    champion,
    challenger,
    by: 'labelled rows',
    rows,
    difference: (tally.challenger - tally.champion) / rows,
    interval: pairedInterval(tally),
    probability,
    better,
    conclusion:
      `${sentence(better, champion, challenger)}: of the same ${rows} rows version ${challenger} is right on ${right(tally.challenger)}, ` +
      `version ${champion} on ${right(tally.champion)}. They differ in being right on ${tally.champion + tally.challenger} rows ` +
      `(McNemar’s exact test: p = ${p.toPrecision(2)}). ${surety(probability, challenger)}`,
  };
}

function verdictOf(probability: number): VersionComparison['better'] {
  return probability >= SURE ? 'challenger' : probability <= 1 - SURE ? 'champion' : 'undecided';
}

function sentence(better: VersionComparison['better'], champion: string, challenger: string): string {
  if (better === 'undecided') return 'Not decided yet';
  return `Version ${better === 'challenger' ? challenger : champion} is better`;
}

function surety(probability: number, challenger: string): string {
  return `Version ${challenger} is the better one with a probability of ${percent(probability)}.`;
}
