import type { VersionComparison } from '#contracts/inference';
import { comparePaired, type PairedOutcome } from './compare-paired.js';
import { compareProportions, type ArmOutcome } from './compare-proportions.js';
import type { Interval, Verdict } from './verdict.js';

/** An interval as it goes over the wire. */
export const pair = ({ low, high }: Interval): [number, number] => [low, high];

/** Two versions by what was told of the answers that each gave to its own users. */
export function compareOutcomes(champion: string, a: ArmOutcome, challenger: string, b: ArmOutcome): VersionComparison {
  return { ...viewOf(champion, challenger, compareProportions(a, b)), by: 'outcomes', rows: a.total + b.total };
}

/** Two versions by what both say of the same labelled rows. */
export function compareOnSameRows(champion: string, challenger: string, outcome: PairedOutcome): VersionComparison {
  const compared = comparePaired(outcome);
  return { ...viewOf(champion, challenger, compared), by: 'labelled rows', rows: compared.rows };
}

function viewOf(champion: string, challenger: string, verdict: Verdict): Omit<VersionComparison, 'by' | 'rows'> {
  const { better, probability, difference, interval, words } = verdict;
  return {
    champion,
    challenger,
    difference,
    interval: pair(interval),
    probability,
    better: better === 'A' ? 'champion' : better === 'B' ? 'challenger' : 'undecided',
    conclusion: words.replace(/\b[AB]\b/g, (letter) => `version ${letter === 'A' ? champion : challenger}`).replace(/^v/, 'V'),
  };
}
