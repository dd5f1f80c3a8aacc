import { Badge, Button, Skeleton, Text } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useApiKeys, useRevokeApiKey } from '../../api/security';
import type { ApiKey } from '../../api/types';
import { Confirm } from '../../components/confirm';
import { EmptyState } from '../../components/empty-state';
import { notifyDone } from '../../components/notify';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatAgo } from '../../format/dates';
import { CreateApiKey } from './create-api-key';
import classes from './settings.module.css';

/** Keys for programs: what each may do, when it was used, and its end. */
export default function ApiKeys() {
  const { data, error, isPending, refetch } = useApiKeys();
  const revoke = useRevokeApiKey();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const create = (
    <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
      Create a key
    </Button>
  );
  return (
    <Section
      title="API keys"
      description="For scripts and programs of yours. The API is described at /api/docs."
      flush
      actions={data && data.length > 0 && create}
    >
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={56} mx={20} mb="md" />}
      {data?.length === 0 && (
        <EmptyState icon={IconKey} title="No keys yet" actions={create}>
          A key lets a program read or write your data without your password, only as far as you allow.
        </EmptyState>
      )}
      <ul className={classes.list}>
        {data?.map((key) => (
          <li key={key.id} className={classes.row}>
            <IconKey size={20} stroke={1.6} className={classes.icon} aria-hidden />
            <div className={classes.words}>
              <strong>
                {key.name}
                {key.scopes.map((scope) => (
                  <Badge key={scope} size="sm" variant="light" color="gray">
                    {scope}
                  </Badge>
                ))}
              </strong>
              <span>
                {key.prefix}… · {key.lastUsedAt ? `used ${formatAgo(key.lastUsedAt)}` : 'never used'} ·{' '}
                {key.expiresAt ? `ends ${formatAgo(key.expiresAt)}` : 'no end'}
              </span>
            </div>
            <Button size="xs" variant="default" aria-label={`Revoke ${key.name}`} onClick={() => setRevoking(key)}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      <CreateApiKey opened={creating} onClose={() => setCreating(false)} />
      <Confirm
        opened={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title={`Revoke ${revoking?.name ?? 'this key'}?`}
        action="Revoke"
        onConfirm={async () => {
          if (!revoking) return;
          await revoke.mutateAsync(revoking.id);
          notifyDone(`${revoking.name} no longer works`);
        }}
      >
        <Text>Programs that use it are refused from now on.</Text>
      </Confirm>
    </Section>
  );
}
