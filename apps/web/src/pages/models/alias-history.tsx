import { Skeleton, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconTag, IconX } from '@tabler/icons-react';
import { useAliasHistory, type AliasChange } from '../../api/models';
import { useUser } from '../../api/session';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatAgo, formatInstant } from '../../format/dates';
import classes from './models.module.css';

const ICONS = { set: IconTag, 'rolled-back': IconArrowBackUp, removed: IconX } as const;

/** Where the aliases pointed, who moved them and why. */
export function AliasHistory({ name }: { name: string }) {
  const { data, error, isPending, refetch } = useAliasHistory(name);
  return (
    <Section title="History of the aliases" flush>
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={56} mx={20} mb="md" />}
      {data?.length === 0 && <p className={classes.note}>No alias has been moved yet.</p>}
      <ol className={classes.list}>
        {data?.map((change) => (
          <ChangeRow key={`${change.alias} ${change.changedAt}`} change={change} />
        ))}
      </ol>
    </Section>
  );
}

function ChangeRow({ change }: { change: AliasChange }) {
  const user = useUser();
  const { kind, reason, changedAt, changedBy } = change;
  const Icon = ICONS[kind];
  const who =
    changedBy === undefined ? 'Steward itself' : changedBy === user.id ? 'You' : `Administrator ${changedBy.slice(0, 8)}`;
  return (
    <li className={classes.row}>
      <Icon size={18} stroke={1.7} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        <strong>{whatHappened(change)}</strong>
        {reason && <span>“{reason}”</span>}
      </div>
      <Tooltip label={formatInstant(changedAt)}>
        <span className={classes.when}>
          {who}, {formatAgo(changedAt)}
        </span>
      </Tooltip>
    </li>
  );
}

function whatHappened({ alias, kind, fromVersion, toVersion }: AliasChange): string {
  if (kind === 'removed') return `${alias} was removed${fromVersion ? ` from version ${fromVersion}` : ''}`;
  if (kind === 'rolled-back') return `${alias} went back from version ${fromVersion} to version ${toVersion}`;
  return fromVersion
    ? `${alias} moved from version ${fromVersion} to version ${toVersion}`
    : `${alias} was given to version ${toVersion}`;
}
