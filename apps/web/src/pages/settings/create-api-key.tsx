import { Button, Checkbox, CopyButton, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { fieldErrors } from '../../api/problem';
import { useCreateApiKey } from '../../api/security';
import type { ApiKeyScope } from '../../api/types';
import { Notice } from '../../components/notice';
import { ProblemNotice } from '../../components/problem-notice';
import classes from './settings.module.css';

const SCOPES: { value: ApiKeyScope; label: string; description: string }[] = [
  { value: 'read', label: 'Read', description: 'See accounts, transactions and categories' },
  { value: 'write', label: 'Write', description: 'Import, add, change and delete' },
  { value: 'predict', label: 'Predict', description: 'Ask models for predictions' },
  { value: 'models', label: 'Models', description: 'Register, promote and roll back models; for admins' },
];

const ENDS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: 'never', label: 'Never' },
];

export function CreateApiKey({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [secret, setSecret] = useState<string>();
  const close = () => {
    onClose();
    setSecret(undefined);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      closeOnClickOutside={!secret}
      title={<Text fw={600}>{secret ? 'Your new key' : 'Create an API key'}</Text>}
    >
      {secret ? <Secret secret={secret} onClose={close} /> : <KeyForm onCreated={setSecret} onClose={close} />}
    </Modal>
  );
}

function KeyForm({ onCreated, onClose }: { onCreated: (secret: string) => void; onClose: () => void }) {
  const create = useCreateApiKey();
  const form = useForm({
    initialValues: { name: '', scopes: ['read'] as string[], ends: '90' },
    validate: {
      name: (value) => (value.trim() ? null : 'Say what it is for'),
      scopes: (value) => (value.length > 0 ? null : 'Allow at least one thing'),
    },
  });
  const submit = form.onSubmit(({ name, scopes, ends }) =>
    create.mutate(
      { name: name.trim(), scopes: scopes as ApiKeyScope[], ...(ends !== 'never' && { expiresInDays: Number(ends) }) },
      { onSuccess: (created) => onCreated(created.secret), onError: (error) => form.setErrors(fieldErrors(error)) },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput label="Name" placeholder="Nightly export" maxLength={100} data-autofocus {...form.getInputProps('name')} />
        <Checkbox.Group label="It may" {...form.getInputProps('scopes')}>
          <Stack gap={8} mt={6}>
            {SCOPES.map((scope) => (
              <Checkbox key={scope.value} {...scope} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select label="Ends after" data={ENDS} allowDeselect={false} {...form.getInputProps('ends')} />
        {create.isError && Object.keys(form.errors).length === 0 && <ProblemNotice error={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Stack>
      <Notice tone="caution">Copy it now. It is not kept and cannot be shown again.</Notice>
      <div className={classes.secret}>
        <code aria-label="Secret">{secret}</code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant={copied ? 'light' : 'filled'}
              leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      <Text size="sm" c="dimmed">
        Send it as <code>Authorization: Bearer {secret.slice(0, 8)}…</code>
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
