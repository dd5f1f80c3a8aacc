import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useRegisterVersion, type RegisteredModel } from '../../api/models';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { AliasForNew } from './alias-for-new';

const FOLDER = /^[a-z][a-z0-9-]{0,62}\/[1-9]\d{0,8}$/;

/** Registers a version whose two files lie in the model repository already. */
export function RegisterFolder({ model, onClose }: { model: RegisteredModel; onClose: () => void }) {
  const register = useRegisterVersion(model.name);
  const next = Math.max(0, ...model.versions.map(({ version }) => Number(version))) + 1;
  const [folder, setFolder] = useState(`${model.name}/${next}`);
  const [alias, setAlias] = useState('staging');
  const fits = FOLDER.test(folder.trim());
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    register.mutate(
      { folder: folder.trim(), ...(alias && { alias }) },
      {
        onSuccess: ({ version }) => {
          notifyDone(`Version ${version} is registered`);
          onClose();
        },
      },
    );
  };
  return (
    <form onSubmit={send}>
      <Stack>
        <TextInput
          label="Folder"
          description="Below the model repository, with model.onnx and model.json in it."
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
          error={folder && !fits ? 'A name, a slash and a number, like my-model/3' : undefined}
        />
        <AliasForNew value={alias} onChange={setAlias} />
        {register.isError && <ProblemNotice error={register.error} title="The version was not registered" />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!fits} loading={register.isPending}>
            Register
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
