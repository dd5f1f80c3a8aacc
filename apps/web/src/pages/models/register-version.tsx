import { Button, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { RegisteredModel } from '../../api/models';
import { RegisterFolder } from './register-folder';
import { RegisterUpload } from './register-upload';

/** The way in for a new version: two files of one's own, or a folder that lies in the repository already. */
export function RegisterVersion({ model }: { model: RegisteredModel }) {
  const [opened, setOpened] = useState(false);
  const [from, setFrom] = useState('files');
  const close = () => setOpened(false);
  const Form = from === 'files' ? RegisterUpload : RegisterFolder;
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} visibleFrom="xs" onClick={() => setOpened(true)}>
        Register a version
      </Button>
      <Button hiddenFrom="xs" px={10} aria-label="Register a version" onClick={() => setOpened(true)}>
        <IconPlus size={16} />
      </Button>
      <Modal opened={opened} onClose={close} title={<Text fw={600}>Register a version</Text>}>
        <Stack>
          <SegmentedControl
            aria-label="Where it comes from"
            data={[
              { value: 'files', label: 'Two files' },
              { value: 'folder', label: 'A folder of the repository' },
            ]}
            value={from}
            onChange={setFrom}
          />
          <Form model={model} onClose={close} />
        </Stack>
      </Modal>
    </>
  );
}
