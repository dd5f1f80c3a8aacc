import { Autocomplete, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { PRODUCTION, useSetAlias, type ModelVersionDetails, type RegisteredModel } from '../../api/models';
import { Confirm } from '../../components/confirm';
import { notifyDone } from '../../components/notify';
import { AliasChangePreview } from './alias-change';

const ALIAS = /^[a-z][a-z0-9-]{0,62}$/;

/** What is to be pointed where, while a dialog asks about it; without an alias the dialog asks for that too. */
export interface Pointing {
  version: ModelVersionDetails;
  alias?: string;
}

interface PointProps {
  model: RegisteredModel;
  pointing: Pointing | undefined;
  onClose: () => void;
}

/** Asks before an alias moves to a version; with production, that is a promotion. */
export function PointAlias({ model, pointing, onClose }: PointProps) {
  const set = useSetAlias(model.name);
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const alias = pointing?.alias ?? typed.trim();
  const promotes = alias === PRODUCTION;
  const close = () => {
    setTyped('');
    setReason('');
    onClose();
  };
  const there = pointing?.version.aliases.includes(alias) ?? false;
  const problem = alias && !ALIAS.test(alias) ? 'Small letters, figures and hyphens, a letter first' : undefined;
  return (
    <Confirm
      opened={pointing !== undefined}
      onClose={close}
      title={titleOf(pointing)}
      action={promotes ? 'Promote' : 'Point it here'}
      color="iris"
      disabled={!ALIAS.test(alias) || there}
      onConfirm={async () => {
        if (!pointing) return;
        const { version } = pointing.version;
        await set.mutateAsync({ alias, version, ...(reason.trim() && { reason: reason.trim() }) });
        notifyDone(promotes ? `Version ${version} serves now` : `${alias} is version ${version} now`);
      }}
    >
      {pointing && (
        <Stack>
          {!pointing.alias && (
            <Autocomplete
              label="Alias"
              placeholder="staging"
              data={[...new Set(['staging', ...model.aliases.map((one) => one.alias)])]}
              value={typed}
              onChange={setTyped}
              error={problem ?? (there ? 'It is here already' : undefined)}
              maxLength={63}
            />
          )}
          {ALIAS.test(alias) && !there && <AliasChangePreview model={model} alias={alias} to={pointing.version} />}
          {promotes && (
            <Text size="sm" c="dimmed">
              Every replica answers with it within a second, without a restart. Transactions keep the category they have. You can
              roll back at once.
            </Text>
          )}
          <Textarea
            label="Reason"
            placeholder="Better on the last month of corrections"
            description="For the history, if you like."
            maxLength={500}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Stack>
      )}
    </Confirm>
  );
}

function titleOf(pointing: Pointing | undefined): string {
  if (!pointing) return '';
  const { alias, version } = pointing;
  return alias === PRODUCTION ? `Promote version ${version.version}?` : `Point an alias to version ${version.version}`;
}
