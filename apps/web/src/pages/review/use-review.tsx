import { useEffect, useMemo, useRef, useState } from 'react';
import { useCategories } from '../../api/categories';
import {
  useDecideReview,
  useReviewQueue,
  useSkipReview,
  useUndoReview,
  type ReviewDecision,
  type ReviewGroup,
} from '../../api/review';
import { notifyDone, notifyProblem } from '../../components/notify';
import { plural } from '../../format/text';

/** With so few groups left in sight the next page is fetched. */
const FETCH_BELOW = 15;
/** Steps follow one another quickly: the word of the last one is enough. */
const TOAST = 'review';

export const keyOf = ({ merchantKey, direction }: Pick<ReviewGroup, 'merchantKey' | 'direction'>): string =>
  `${direction} ${merchantKey}`;

/** One step: its id on the server, which groups it took from the list, and how many of their rows. */
interface Step {
  act: Promise<{ id: string }>;
  keys: string[];
  rows: number;
}

/** The queue as the page works through it: what is answered leaves the list at once, and comes back when it is undone. */
export function useReview() {
  const tree = useCategories();
  const queue = useReviewQueue();
  const decide = useDecideReview();
  const skip = useSkipReview();
  const undo = useUndoReview();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState(0);
  const [done, setDone] = useState({ groups: 0, rows: 0 });
  const [start, setStart] = useState<{ groups: number; rows: number }>();
  const steps = useRef<Step[]>([]);

  const { data, hasNextPage, isFetchingNextPage, isFetching, fetchNextPage, refetch } = queue;
  const first = data?.pages[0];
  if (first && !start) setStart({ groups: first.groups, rows: first.rows });
  const groups = useMemo(
    () => data?.pages.flatMap(({ items }) => items).filter((group) => !gone.has(keyOf(group))) ?? [],
    [data, gone],
  );
  const selected = Math.max(0, Math.min(cursor, groups.length - 1));

  useEffect(() => {
    if (groups.length < FETCH_BELOW && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [groups.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const count = (keys: string[], rows: number, sign: 1 | -1) => {
    setGone((before) => {
      const next = new Set(before);
      for (const key of keys) {
        if (sign > 0) next.add(key);
        else next.delete(key);
      }
      return next;
    });
    setDone((before) => ({ groups: before.groups + sign * keys.length, rows: before.rows + sign * rows }));
  };

  const take = (taken: ReviewGroup[], send: () => Promise<{ id: string; affected: number }>, words: React.ReactNode) => {
    const act = send();
    const step: Step = { act, keys: taken.map(keyOf), rows: taken.reduce((sum, group) => sum + group.count, 0) };
    count(step.keys, step.rows, 1);
    steps.current.push(step);
    act.then(
      () => notifyDone(words, [{ label: 'Undo', run: () => takeBack(step) }], TOAST),
      (error: unknown) => {
        steps.current = steps.current.filter((other) => other !== step);
        count(step.keys, step.rows, -1);
        notifyProblem(error, 'Nothing was changed');
      },
    );
  };

  const takeBack = (step: Step) => {
    if (!steps.current.includes(step)) return;
    steps.current = steps.current.filter((other) => other !== step);
    step.act
      .then(({ id }) => undo.mutateAsync(id))
      .then(
        () => {
          count(step.keys, step.rows, -1);
          notifyDone('Taken back', [], TOAST);
        },
        (error: unknown) => notifyProblem(error, 'It was not taken back'),
      );
  };

  return {
    queue,
    groups,
    selected,
    done,
    start,
    /** Whether all that was fetched is answered, and more may have come. */
    finished: groups.length === 0 && !hasNextPage && !isFetching,
    select: setCursor,
    answer: (group: ReviewGroup, categoryId: string) =>
      take(
        [group],
        () => decide.mutateAsync([{ merchantKey: group.merchantKey, direction: group.direction, categoryId }]),
        <>
          {plural(group.count, 'transaction')} of <strong>{group.name}</strong>: {tree.nameOf(categoryId)}
        </>,
      ),
    acceptAll: (sure: ReviewGroup[]) => {
      const decisions: ReviewDecision[] = sure.flatMap(({ merchantKey, direction, guesses: [guess] }) =>
        guess ? [{ merchantKey, direction, categoryId: guess.categoryId }] : [],
      );
      if (decisions.length) {
        take(sure, () => decide.mutateAsync(decisions), `${plural(sure.length, 'merchant')} accepted`);
      }
    },
    skip: (group: ReviewGroup) =>
      take(
        [group],
        () => skip.mutateAsync([{ merchantKey: group.merchantKey, direction: group.direction }]),
        <>
          <strong>{group.name}</strong> is left for later
        </>,
      ),
    undoLast: () => {
      const last = steps.current.at(-1);
      if (last) takeBack(last);
    },
    lookAgain: () => {
      setGone(new Set());
      setStart(undefined);
      setDone({ groups: 0, rows: 0 });
      void refetch();
    },
  };
}
