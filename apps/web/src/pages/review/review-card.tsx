import { ActionIcon, Kbd, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowRight, IconClockPause, IconDots } from '@tabler/icons-react';
import { memo, useEffect, useRef, type CSSProperties } from 'react';
import { Link } from 'react-router';
import { useCategories } from '../../api/categories';
import type { ReviewGroup } from '../../api/review';
import { CategoryPicker } from '../../components/category-picker';
import { Money } from '../../components/money';
import { formatDay } from '../../format/dates';
import { formatShare, plural } from '../../format/text';
import classes from './review.module.css';

/** Categories offered beside the proposal, by the keys 1 to 4. */
export const ALTERNATIVES = 4;

interface CardProps {
  group: ReviewGroup;
  selected: boolean;
  picking: boolean;
  onSelect: () => void;
  onAnswer: (categoryId: string) => void;
  onSkip: () => void;
  onPick: (open: boolean) => void;
}

/** One merchant: what it is, what Steward proposes, and the ways to answer. */
export const ReviewCard = memo(function ReviewCard({ group, selected, picking, onSelect, onAnswer, onSkip, onPick }: CardProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const { count, sums, samples, guesses } = group;
  const [proposal, ...others] = guesses;
  const newest = samples[0];
  return (
    <li ref={row} className={classes.card} data-selected={selected || undefined} aria-current={selected || undefined}>
      <button
        type="button"
        className={classes.merchant}
        // Enter stays the answer to the merchant that was clicked.
        onClick={(event) => {
          event.currentTarget.blur();
          onSelect();
        }}
        tabIndex={-1}
      >
        <span className={classes.name}>{group.name}</span>
        <span className={classes.facts}>
          {plural(count, 'row')}
          {sums.map(({ currency, amountMinor }) => (
            <Money key={currency} minor={amountMinor} currency={currency} size="sm" flow />
          ))}
          {newest && <span>{formatDay(newest.bookedOn)}</span>}
        </span>
      </button>
      <div className={classes.answers}>
        {proposal && (
          <Answer
            id={proposal.categoryId}
            confidence={proposal.confidence}
            hint={selected ? '↵' : undefined}
            main
            onClick={() => onAnswer(proposal.categoryId)}
          />
        )}
        {selected &&
          others
            .slice(0, ALTERNATIVES)
            .map(({ categoryId, confidence }, i) => (
              <Answer
                key={categoryId}
                id={categoryId}
                confidence={confidence}
                hint={String(i + 1)}
                onClick={() => onAnswer(categoryId)}
              />
            ))}
        {(selected || !proposal) &&
          (picking ? (
            <CategoryPicker value={undefined} onPick={(id) => id && onAnswer(id)} onClose={() => onPick(false)} clearable={false}>
              <OtherButton open onClick={() => onPick(false)} />
            </CategoryPicker>
          ) : (
            <OtherButton onClick={() => onPick(true)} />
          ))}
      </div>
      <Tooltip label="Later (S)">
        <ActionIcon className={classes.later} aria-label={`Leave ${group.name} for later`} onClick={onSkip}>
          <IconClockPause size={18} />
        </ActionIcon>
      </Tooltip>
      {selected && <Samples group={group} />}
    </li>
  );
});

function OtherButton({ onClick, open = false }: { onClick: () => void; open?: boolean }) {
  return (
    <UnstyledButton className={classes.other} onClick={onClick} aria-haspopup="listbox" aria-expanded={open}>
      <IconDots size={15} aria-hidden /> Other
      <Kbd className={classes.key}>C</Kbd>
    </UnstyledButton>
  );
}

interface AnswerProps {
  id: string;
  confidence: number;
  hint?: string | undefined;
  main?: boolean;
  onClick: () => void;
}

function Answer({ id, confidence, hint, main = false, onClick }: AnswerProps) {
  const tree = useCategories();
  const look = tree.lookOf(id);
  const Icon = look.icon;
  const parent = tree.parentNameOf(id);
  return (
    <button
      type="button"
      className={classes.answer}
      data-main={main || undefined}
      style={{ '--category': look.color } as CSSProperties}
      onClick={onClick}
      title={parent && `${parent} › ${tree.nameOf(id)}`}
    >
      <Icon size={16} stroke={1.9} className={classes.answerIcon} aria-hidden />
      <span className={classes.answerName}>{tree.nameOf(id)}</span>
      <span className={classes.share}>{formatShare(confidence)}</span>
      {hint && (
        <Kbd className={classes.key} aria-hidden>
          {hint}
        </Kbd>
      )}
    </button>
  );
}

function Samples({ group: { samples, count, merchantKey, counterpartyId } }: { group: ReviewGroup }) {
  const search = counterpartyId ? `payee=${counterpartyId}` : `q=${encodeURIComponent(merchantKey)}`;
  return (
    <ul className={classes.samples}>
      {samples.map(({ id, bookedOn, description, counterparty, amountMinor, currency }) => (
        <li key={id}>
          <span className={classes.day}>{formatDay(bookedOn)}</span>
          <span className={classes.text}>{counterparty ? `${counterparty} · ${description}` : description}</span>
          <Money minor={amountMinor} currency={currency} size="sm" flow />
        </li>
      ))}
      {count > samples.length && (
        <li>
          <Link to={`/transactions?${search}`} className={classes.more}>
            {plural(count - samples.length, 'more row')} <IconArrowRight size={13} aria-hidden />
          </Link>
        </li>
      )}
    </ul>
  );
}
