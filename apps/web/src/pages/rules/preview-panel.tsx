import { Skeleton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PreviewedChange, RulePreview } from '../../api/types';
import { CategoryLabel } from '../../components/category-chip';
import { Money } from '../../components/money';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatDay } from '../../format/dates';
import { formatCount, plural } from '../../format/text';
import classes from './rules.module.css';

interface Props {
  preview: RulePreview | undefined;
  /** The draft says too little to ask. */
  incomplete: boolean;
  /** Something in the form is wrong, and marked there. */
  refused: boolean;
  pending: boolean;
  /** The answer shown is of the draft before. */
  stale: boolean;
  /** Not of a field, where it would stand at that field. */
  error: unknown;
}

/** What the rule would do, before it is saved. */
export function PreviewPanel({ preview, incomplete, refused, pending, stale, error }: Props) {
  return (
    <Section title="What it would do" flush>
      <div className={classes.preview} aria-live="polite" aria-busy={stale || undefined} data-stale={stale || undefined}>
        {error !== undefined ? (
          <ProblemNotice error={error} />
        ) : incomplete ? (
          <p className={classes.hint}>Say what to look for and what to do, and see here which transactions would change.</p>
        ) : refused ? (
          <p className={classes.hint}>Mend what is marked, and see here which transactions would change.</p>
        ) : pending || !preview ? (
          <Skeleton height={90} />
        ) : (
          <Answer preview={preview} />
        )}
      </div>
    </Section>
  );
}

function Answer({ preview: { total, matched, changed, sample } }: { preview: RulePreview }) {
  const same = matched - changed;
  return (
    <>
      <p className={classes.counts}>
        <strong>{plural(matched, 'transaction')}</strong> of {formatCount(total)} found,{' '}
        <strong>{formatCount(changed)} would change</strong>
        {same > 0 && `; ${formatCount(same)} ${same === 1 ? 'is' : 'are'} so already, or you decided otherwise by hand`}
      </p>
      <ul className={classes.changes}>
        {sample.map((change) => (
          <li key={change.before.id} className={classes.change}>
            <div className={classes.changeHead}>
              <span className={classes.changeWords}>
                <strong>{change.before.counterparty ?? change.before.description}</strong>
                <span>{formatDay(change.before.bookedOn)}</span>
              </span>
              <Money minor={change.before.amountMinor} currency={change.before.currency} flow size="sm" />
            </div>
            <Differences change={change} />
          </li>
        ))}
      </ul>
      {changed > sample.length && <p className={classes.hint}>and {plural(changed - sample.length, 'more', 'more')}</p>}
    </>
  );
}

function Differences({ change: { before, after } }: { change: PreviewedChange }) {
  const lines: { key: string; from: ReactNode; to: ReactNode }[] = [];
  if (after.parts) {
    lines.push({
      key: 'split',
      from: <CategoryLabel id={before.categoryId} />,
      to: after.parts.map((part, i) => (
        <span key={i} className={classes.partWords}>
          <CategoryLabel id={part.categoryId} /> <Money minor={part.amountMinor} currency={before.currency} size="sm" />
        </span>
      )),
    });
  } else if (after.categoryId !== before.categoryId) {
    lines.push({ key: 'category', from: <CategoryLabel id={before.categoryId} />, to: <CategoryLabel id={after.categoryId} /> });
  }
  if (after.counterparty !== before.counterparty) {
    lines.push({ key: 'payee', from: before.counterparty ?? 'No payee', to: after.counterparty });
  }
  if (after.notes !== before.notes) lines.push({ key: 'notes', from: before.notes ?? 'No notes', to: after.notes });
  if (after.tags.join('\n') !== before.tags.join('\n')) {
    lines.push({ key: 'tags', from: tagWords(before.tags), to: tagWords(after.tags) });
  }
  if (after.isTransfer !== before.isTransfer) lines.push({ key: 'transfer', from: 'No transfer', to: 'Transfer' });
  return lines.map(({ key, from, to }) => (
    <div key={key} className={classes.difference}>
      <span className={classes.from}>{from}</span>
      <IconArrowRight size={14} aria-label="becomes" />
      <span className={classes.to}>{to}</span>
    </div>
  ));
}

const tagWords = (tags: string[]): string => tags.map((tag) => `#${tag}`).join(' ') || 'No tags';
