import type { DetailedCategory } from '#contracts/categories';
import type { LabelledText } from './labelled-rows-reader.js';

/** Share of the latest choices that training does not see, and the most of them. */
const RECENT_SHARE = 0.2;
const MOST_RECENT = 1_000;

export interface LabelledSplit {
  training: { description: string; amount: number; category: DetailedCategory }[];
  /** The latest, of texts that training does not see at all. */
  recent: LabelledText[];
}

/**
 * Keeps the latest choices apart, to see how a version does on what comes next. A text that somebody labelled on both sides of the
 * cut belongs to the latest: a version must not be praised for what it has learnt by heart.
 * @param rows latest first
 */
export function splitLabelled(rows: readonly LabelledText[]): LabelledSplit {
  const cut = Math.min(MOST_RECENT, Math.floor(rows.length * RECENT_SHARE));
  const recent = rows.slice(0, cut);
  const keyOf = ({ description, amountMinor }: LabelledText) => `${amountMinor < 0 ? '-' : '+'}${description}`;
  const held = new Set(recent.map(keyOf));
  const training = rows
    .slice(cut)
    .filter((row) => !held.has(keyOf(row)))
    .map(({ description, amountMinor, category }) => ({
      description,
      amount: amountMinor,
      category: category as DetailedCategory,
    }));
  return { training, recent: [...recent] };
}
