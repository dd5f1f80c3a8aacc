import { Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useRollBackAlias, type ModelAlias, type RegisteredModel } from '../../api/models';
import { Confirm } from '../../components/confirm';
import { notifyDone } from '../../components/notify';
import { AliasChangePreview } from './alias-change';

interface RollBackProps {
  model: RegisteredModel;
  alias: ModelAlias | undefined;
  onClose: () => void;
}

/** Asks before an alias goes back to where it was before its last move. */
export function RollBack({ model, alias, onClose }: RollBackProps) {
  const rollBack = useRollBackAlias(model.name);
  const [reason, setReason] = useState('');
  const previous = model.versions.find(({ version }) => version === alias?.previousVersion);
  return (
    <Confirm
      opened={alias !== undefined}
      onClose={() => {
        setReason('');
        onClose();
      }}
      title={`Roll back to version ${alias?.previousVersion ?? ''}?`}
      action="Roll back"
      onConfirm={async () => {
        if (!alias) return;
        await rollBack.mutateAsync({ alias: alias.alias, ...(reason.trim() && { reason: reason.trim() }) });
        notifyDone(`Version ${alias.previousVersion} serves again`);
      }}
    >
      {alias && (
        <Stack>
          {previous && <AliasChangePreview model={model} alias={alias.alias} to={previous} />}
          <Text size="sm" c="dimmed">
            Every replica answers with it again within a second. What version {alias.version} has decided meanwhile stays.
          </Text>
          <Textarea
            label="Reason"
            placeholder="It takes rent for groceries"
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
