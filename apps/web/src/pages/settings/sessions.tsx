import { Badge, Button, Skeleton } from '@mantine/core';
import { IconDeviceLaptop, IconDeviceMobile } from '@tabler/icons-react';
import { useEndOtherSessions, useEndSession, useSessions } from '../../api/security';
import { Section } from '../../components/page';
import { notifyDone, notifyProblem } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { formatAgo } from '../../format/dates';
import { deviceName } from './user-agent';
import classes from './settings.module.css';

/** Where one is signed in; each place can be signed out from here. */
export default function Sessions() {
  const { data, error, isPending, refetch } = useSessions();
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const others = data?.filter(({ current }) => !current) ?? [];
  return (
    <Section
      title="Sessions"
      description="Browsers and apps that are signed in as you."
      flush
      actions={
        others.length > 0 && (
          <Button
            variant="default"
            size="xs"
            loading={endOthers.isPending}
            onClick={() =>
              endOthers.mutate(undefined, {
                onSuccess: () => notifyDone('All other sessions have ended'),
                onError: (reason) => notifyProblem(reason),
              })
            }
          >
            End all others
          </Button>
        )
      }
    >
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={56} mx={20} mb="md" />}
      <ul className={classes.list}>
        {data?.map((session) => {
          const name = deviceName(session.userAgent);
          const Icon = /iPhone|iPad|Android/.test(name) ? IconDeviceMobile : IconDeviceLaptop;
          return (
            <li key={session.id} className={classes.row}>
              <Icon size={22} stroke={1.6} className={classes.icon} aria-hidden />
              <div className={classes.words}>
                <strong>
                  {name}
                  {session.current && (
                    <Badge size="sm" variant="light">
                      This one
                    </Badge>
                  )}
                </strong>
                <span>
                  {session.ip && `${session.ip} · `}used {formatAgo(session.lastUsedAt)} · ends {formatAgo(session.expiresAt)}
                </span>
              </div>
              {!session.current && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`End the session ${name}`}
                  onClick={() =>
                    end.mutate(session.id, {
                      onSuccess: () => notifyDone('Session ended'),
                      onError: (reason) => notifyProblem(reason),
                    })
                  }
                >
                  End
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
