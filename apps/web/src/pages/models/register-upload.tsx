import { Button, FileInput, Group, Progress, Stack, Text } from '@mantine/core';
import { IconFileCode, IconFileDescription } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { client } from '../../api/client';
import { useRegisterVersion, type RegisteredModel } from '../../api/models';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { formatBytes, formatShare } from '../../format/text';
import { AliasForNew } from './alias-for-new';
import { DescriptionPreview } from './description-preview';
import { readDescription, type ReadDescription } from './read-description';

interface FormProps {
  model: RegisteredModel;
  onClose: () => void;
}

/** Sends a model.onnx with what its model.json says; the server loads and tries it before it counts. */
export function RegisterUpload({ model, onClose }: FormProps) {
  const register = useRegisterVersion(model.name);
  const [file, setFile] = useState<File | null>(null);
  const [descriptionFile, setDescriptionFile] = useState<File | null>(null);
  const [read, setRead] = useState<ReadDescription>();
  const [alias, setAlias] = useState('staging');
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const stop = useRef<AbortController>(undefined);
  const description = read && 'description' in read ? read.description : undefined;
  const busy = share !== undefined;

  const look = async (chosen: File | null) => {
    setDescriptionFile(chosen);
    setRead(chosen ? readDescription(await chosen.text()) : undefined);
  };
  const send = async () => {
    if (!file || !description) return;
    const controller = new AbortController();
    stop.current = controller;
    setError(undefined);
    setShare(0);
    try {
      const { uploadKey } = await client.uploadFile(file, {
        signal: controller.signal,
        onProgress: (sent, total) => setShare(total ? sent / total : 0),
      });
      const { version } = await register.mutateAsync({ uploadKey, description, ...(alias && { alias }) });
      notifyDone(`Version ${version} is registered`);
      onClose();
    } catch (reason) {
      if (!controller.signal.aborted) setError(reason);
    } finally {
      setShare(undefined);
    }
  };

  return (
    <Stack>
      <FileInput
        label="The model"
        placeholder="model.onnx"
        accept=".onnx"
        leftSection={<IconFileCode size={16} />}
        value={file}
        onChange={setFile}
        description={file ? formatBytes(file.size) : undefined}
        disabled={busy}
        clearable
      />
      <FileInput
        label="Its description"
        placeholder="model.json"
        accept=".json,application/json"
        leftSection={<IconFileDescription size={16} />}
        value={descriptionFile}
        onChange={(chosen) => void look(chosen)}
        error={read && 'problem' in read ? read.problem : undefined}
        disabled={busy}
        clearable
      />
      {read && 'summary' in read && <DescriptionPreview summary={read.summary} model={model} />}
      <AliasForNew value={alias} onChange={setAlias} />
      {error !== undefined && <ProblemNotice error={error} title="The version was not registered" />}
      {busy && (
        <div role="status">
          <Progress value={share * 100} size="lg" aria-label="Sending the model" striped={share === 1} animated={share === 1} />
          <Text size="sm" c="dimmed" mt={6}>
            {share < 1 ? `Sending, ${formatShare(share)}` : 'Loading it and trying its own examples'}
          </Text>
        </div>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={busy && share < 1 ? () => stop.current?.abort() : onClose}>
          Cancel
        </Button>
        <Button disabled={!file || !description} loading={busy} onClick={() => void send()}>
          Register
        </Button>
      </Group>
    </Stack>
  );
}
