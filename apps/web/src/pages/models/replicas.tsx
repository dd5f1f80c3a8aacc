import { Badge, Skeleton, Tooltip } from '@mantine/core';
import { IconServer } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useServing, type Replica } from '../../api/models';
import { Notice } from '../../components/notice';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatAgo, formatInstant } from '../../format/dates';
import { formatBytes } from '../../format/text';
import { modelLabel } from './version-words';
import classes from './models.module.css';

/** The processes that serve models, and what each holds in memory. */
export function Replicas() {
  const { data, error, isPending, refetch } = useServing();
  return (
    <Section
      title="Replicas"
      description="Processes that serve. After a promotion each loads the new version beside the old one, and then changes over."
      flush
    >
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={56} mx={20} mb="md" />}
      {data?.replicas.length === 0 && <p className={classes.note}>None has reported yet.</p>}
      <ul className={classes.list}>
        {data?.replicas.map((replica) => (
          <ReplicaRow key={replica.id} replica={replica} latest={data.revision} />
        ))}
      </ul>
    </Section>
  );
}

function ReplicaRow({ replica, latest }: { replica: Replica; latest: number }) {
  const { id, revision, loaded, problems, startedAt, seenAt } = replica;
  const behind = revision < latest;
  return (
    <li className={classes.row} data-top>
      <IconServer size={22} stroke={1.6} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        <strong>
          {id}
          <Badge size="sm" variant="light" color={behind ? 'amber' : 'green'}>
            {behind ? `catching up, ${latest - revision} behind` : 'up to date'}
          </Badge>
        </strong>
        <span>
          Revision {revision} ·{' '}
          <Tooltip label={formatInstant(startedAt)}>
            <span>started {formatAgo(startedAt)}</span>
          </Tooltip>{' '}
          · heard of {formatAgo(seenAt)}
        </span>
        {loaded.length > 0 ? (
          <ul className={classes.loaded} aria-label="Loaded versions">
            {loaded.map(({ name, version, provider, bytes, loadedAt }) => (
              <li key={`${name} ${version}`}>
                <Link to={`/models/${name}`}>{modelLabel(name)}</Link>
                <span>version {version}</span>
                <span>{provider.toUpperCase()}</span>
                <span>{formatBytes(bytes)}</span>
                <span>loaded {formatAgo(loadedAt)}</span>
              </li>
            ))}
          </ul>
        ) : (
          <span>Nothing is loaded</span>
        )}
        {problems.map((problem) => (
          <div key={problem} className={classes.gap}>
            <Notice tone="danger">{problem}</Notice>
          </div>
        ))}
      </div>
    </li>
  );
}
