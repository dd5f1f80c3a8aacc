import type { TrafficReport } from '../../api/models';

/** A version's part while it is edited: whole percents, as people say them; empty while nothing is typed. */
export interface DraftVariant {
  version: string;
  percent: number | '';
}

/** How requests are to be divided. */
export interface SplitDraft {
  /** Without a split, production answers all. */
  variants: DraftVariant[];
  shadow: string | null;
}

export const MOST_VARIANTS = 5;

export function draftOf({ split }: Pick<TrafficReport, 'split'>): SplitDraft {
  return {
    variants: split.variants.map(({ version, share }) => ({ version, percent: Math.round(share * 1000) / 10 })),
    shadow: split.shadow ?? null,
  };
}

/** The sum of the percents; what is not typed yet counts as none. */
export function totalPercent({ variants }: SplitDraft): number {
  return Math.round(variants.reduce((sum, { percent }) => sum + (percent || 0), 0) * 10) / 10;
}

/** What stands against the draft, in a sentence; undefined for one that can be sent. */
export function splitProblem(draft: SplitDraft): string | undefined {
  const { variants, shadow } = draft;
  if (variants.length === 0) return undefined;
  if (variants.length < 2) return 'A split is between two versions at least.';
  if (variants.some(({ version }) => !version)) return 'Choose a version for each part.';
  if (new Set(variants.map(({ version }) => version)).size < variants.length) return 'Each version has one part only.';
  if (variants.some(({ percent }) => !(Number(percent) > 0))) return 'Each version needs a part above zero.';
  const total = totalPercent(draft);
  if (total !== 100) return `The parts add up to ${total} %, not 100 %.`;
  if (shadow && variants.some(({ version }) => version === shadow)) return 'A version that answers cannot also be the shadow.';
  return undefined;
}

/** What is sent. Shares are made to add up to 1 to the last bit: the last part is what the others leave. */
export function toSplitBody({ variants, shadow }: SplitDraft): {
  variants?: { version: string; share: number }[];
  shadow?: string;
} {
  const shares = variants.map(({ percent }) => Number(percent) / 100);
  const before = shares.slice(0, -1).reduce((sum, share) => sum + share, 0);
  return {
    ...(variants.length > 0 && {
      variants: variants.map(({ version }, i) => ({ version, share: i === variants.length - 1 ? 1 - before : shares[i]! })),
    }),
    ...(shadow && { shadow }),
  };
}

/** One version more: it gets what the others leave, or half of the greatest part. */
export function withVariant(draft: SplitDraft, version: string): SplitDraft {
  const left = Math.round((100 - totalPercent(draft)) * 10) / 10;
  if (left > 0) return { ...draft, variants: [...draft.variants, { version, percent: left }] };
  const greatest = draft.variants.reduce(
    (most, { percent }, i, all) => ((percent || 0) > (all[most]!.percent || 0) ? i : most),
    0,
  );
  const half = Math.floor(Number(draft.variants[greatest]?.percent ?? 0) / 2);
  return {
    ...draft,
    variants: [
      ...draft.variants.map((variant, i) => (i === greatest ? { ...variant, percent: Number(variant.percent) - half } : variant)),
      { version, percent: half },
    ],
  };
}
