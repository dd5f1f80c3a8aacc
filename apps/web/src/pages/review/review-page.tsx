import { Button, Kbd, NativeSelect, Progress, Skeleton } from '@mantine/core';
import { IconChecks, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatCount, formatShare, plural } from '../../format/text';
import { Learned } from './learned';
import { ALTERNATIVES, ReviewCard } from './review-card';
import classes from './review.module.css';
import { keyOf, useReview } from './use-review';
import { useReviewKeys, type KeyActions } from './use-review-keys';

/** How sure Steward must be of what is accepted all at once. */
const SURE = [0.5, 0.6, 0.7, 0.8, 0.9];

/** Doubtful transactions, a merchant at a time, what teaches most first; made for the keyboard and the thumb. */
export default function ReviewPage() {
  const review = useReview();
  const { groups, selected, queue } = review;
  const [picking, setPicking] = useState(false);
  const [surer, setSurer] = useState(0.6);
  const current = groups[selected];
  const sure = groups.filter(({ guesses: [guess] }) => guess && guess.confidence >= surer);

  const move = (by: number) => review.select(Math.max(0, Math.min(groups.length - 1, selected + by)));
  const answer = (index: number) => {
    const guess = current?.guesses[index];
    if (current && guess) review.answer(current, guess.categoryId);
  };
  const keys: KeyActions = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    j: () => move(1),
    k: () => move(-1),
    Enter: () => answer(0),
    c: () => setPicking(current !== undefined),
    s: () => current && review.skip(current),
    a: () => review.acceptAll(sure),
    u: () => review.undoLast(),
  };
  for (let i = 1; i <= ALTERNATIVES; i++) keys[String(i)] = () => answer(i);
  useReviewKeys(keys, !picking);

  return (
    <Page
      title="Review"
      aside={review.start && groups.length > 0 && plural(Math.max(0, review.start.groups - review.done.groups), 'merchant')}
    >
      {review.start && (groups.length > 0 || review.done.groups > 0) && (
        <HowFar done={review.done} start={review.start} older={queue.data?.pages[0]?.more ?? false} />
      )}
      {queue.isError && groups.length === 0 ? (
        <ProblemNotice error={queue.error} onRetry={() => void queue.refetch()} />
      ) : queue.isPending ? (
        [0, 1, 2, 3, 4].map((row) => <Skeleton key={row} height={64} mb={8} radius="lg" />)
      ) : groups.length > 0 ? (
        <>
          <div className={classes.bar}>
            <Hints />
            <div className={classes.acceptAll}>
              <NativeSelect
                aria-label="How sure Steward must be"
                value={String(surer)}
                onChange={(event) => setSurer(Number(event.currentTarget.value))}
                data={SURE.map((share) => ({ value: String(share), label: `${formatShare(share)} sure` }))}
              />
              <Button leftSection={<IconChecks size={16} />} disabled={sure.length === 0} onClick={() => review.acceptAll(sure)}>
                Accept {formatCount(sure.length)}
              </Button>
            </div>
          </div>
          <ul className={classes.list} aria-label="Merchants to review">
            {groups.map((group, index) => (
              <ReviewCard
                key={keyOf(group)}
                group={group}
                selected={index === selected}
                picking={picking && index === selected}
                onSelect={() => review.select(index)}
                onAnswer={(categoryId) => review.answer(group, categoryId)}
                onSkip={() => review.skip(group)}
                onPick={(open) => {
                  review.select(index);
                  setPicking(open);
                }}
              />
            ))}
          </ul>
        </>
      ) : (
        review.finished && <Nothing answered={review.done.groups} lookAgain={review.lookAgain} />
      )}
      <Learned />
    </Page>
  );
}

interface HowFarProps {
  done: { groups: number; rows: number };
  start: { groups: number; rows: number };
  /** Whether there are older doubtful rows that wait until these are done. */
  older: boolean;
}

function HowFar({ done, start, older }: HowFarProps) {
  const share = start.rows ? Math.min(1, done.rows / start.rows) : 1;
  return (
    <div className={classes.progress} role="status">
      <Progress value={share * 100} size="sm" radius="xl" aria-label="Reviewed" />
      <span>
        {formatCount(done.groups)} of {formatCount(start.groups)} merchants
        {done.groups > 0 && ` · covers ${formatShare(share)} of ${formatCount(start.rows)} doubtful rows`}
        {older && ' · the newest first, older ones follow'}
      </span>
    </div>
  );
}

function Hints() {
  const hints: [string[], string][] = [
    [['↑', '↓'], 'move'],
    [['↵'], 'accept'],
    [['1', '–', '4'], 'another'],
    [['C'], 'other'],
    [['S'], 'later'],
    [['A'], 'accept the sure ones'],
    [['U'], 'undo'],
  ];
  return (
    <div className={classes.hints} aria-hidden>
      {hints.map(([pressed, does]) => (
        <span key={does}>
          {pressed.map((key) => (key === '–' ? '–' : <Kbd key={key}>{key}</Kbd>))} {does}
        </span>
      ))}
    </div>
  );
}

function Nothing({ answered, lookAgain }: { answered: number; lookAgain: () => void }) {
  return (
    <Section>
      <EmptyState
        icon={IconCircleCheck}
        title={answered > 0 ? 'All done' : 'Nothing to review'}
        actions={
          answered > 0 ? (
            <Button variant="default" onClick={lookAgain}>
              Look for more
            </Button>
          ) : (
            <Button variant="default" component={Link} to="/transactions">
              To the transactions
            </Button>
          )
        }
      >
        {answered > 0
          ? 'Steward has learned from every answer, and will ask less next time.'
          : 'Steward is sure of every category, or a person has chosen it. What it doubts after the next import comes here, and what was left for later after a month.'}
      </EmptyState>
    </Section>
  );
}
