import { ActionIcon, Button, FileButton, Group, Loader, Modal, Text, Tooltip } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useMediaQuery } from '@mantine/hooks';
import { IconCamera, IconFileTypePdf, IconPaperclip, IconTrash } from '@tabler/icons-react';
import '@mantine/dropzone/styles.layer.css';
import { useState } from 'react';
import { fetchAttachment, useAddAttachment, useAttachments, useDeleteAttachment, useThumbnail } from '../../api/attachments';
import type { Attachment } from '../../api/types';
import { Confirm } from '../../components/confirm';
import { notifyDone, notifyProblem } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { layout } from '../../theme/tokens';
import classes from './receipts.module.css';

const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];
const ACCEPT = [...TYPES, '.jpg', '.jpeg', '.png', '.webp', '.pdf'].join(',');

/** A receipt that is looked at, as an address that lives as long as the window over the page. */
interface Opened {
  attachment: Attachment;
  url: string;
}

/** Pictures and PDFs that belong to a transaction: dropped, chosen or taken with the phone's camera. */
export function Receipts({ transactionId }: { transactionId: string }) {
  const { data, error } = useAttachments(transactionId);
  const add = useAddAttachment(transactionId);
  const remove = useDeleteAttachment(transactionId);
  const phone = useMediaQuery(`(max-width: ${layout.phoneBelow})`);
  const [opened, setOpened] = useState<Opened>();
  const [deleting, setDeleting] = useState<Attachment>();
  const items = data ?? [];

  const send = async (files: readonly File[]) => {
    for (const file of files) {
      await add.mutateAsync(file).catch((reason: unknown) => notifyProblem(reason, `${file.name} was not attached`));
    }
  };
  const open = (attachment: Attachment) =>
    fetchAttachment(attachment.id).then(
      (blob) => setOpened({ attachment, url: URL.createObjectURL(blob) }),
      (reason: unknown) => notifyProblem(reason, 'The receipt cannot be opened'),
    );
  const close = () => {
    if (opened) URL.revokeObjectURL(opened.url);
    setOpened(undefined);
  };

  return (
    <section aria-label="Receipts">
      <div className={classes.head}>
        <span>Receipts</span>
        <Group gap={4} wrap="nowrap">
          {phone && (
            <FileButton accept="image/*" capture="environment" onChange={(file) => file && void send([file])}>
              {(props) => (
                <Button {...props} size="compact-sm" variant="subtle" leftSection={<IconCamera size={15} />}>
                  Photograph
                </Button>
              )}
            </FileButton>
          )}
          <FileButton accept={ACCEPT} multiple onChange={(files) => void send(files)}>
            {(props) => (
              <Button
                {...props}
                size="compact-sm"
                variant="subtle"
                leftSection={add.isPending ? <Loader size={14} /> : <IconPaperclip size={15} />}
              >
                Attach
              </Button>
            )}
          </FileButton>
        </Group>
      </div>
      {error && <ProblemNotice error={error} />}
      <Dropzone
        className={classes.drop}
        data-empty={items.length === 0 || undefined}
        accept={TYPES}
        activateOnClick={false}
        enablePointerEvents
        onDrop={(files) => void send(files)}
        onReject={() => notifyProblem(new Error('A receipt is a JPEG, PNG or WebP picture or a PDF.'), 'It was not attached')}
      >
        {items.length === 0 ? (
          <Text size="sm" c="dimmed">
            {phone ? 'None yet.' : 'Drop a picture or a PDF here.'}
          </Text>
        ) : (
          <ul className={classes.list}>
            {items.map((attachment) => (
              <li key={attachment.id} className={classes.item}>
                <button type="button" className={classes.open} onClick={() => void open(attachment)} title={attachment.fileName}>
                  <Picture attachment={attachment} />
                  <span className={classes.name}>{attachment.fileName}</span>
                </button>
                <Tooltip label="Delete">
                  <ActionIcon
                    className={classes.remove}
                    size="sm"
                    variant="default"
                    aria-label={`Delete ${attachment.fileName}`}
                    onClick={() => setDeleting(attachment)}
                  >
                    <IconTrash size={14} />
                  </ActionIcon>
                </Tooltip>
              </li>
            ))}
          </ul>
        )}
      </Dropzone>
      <Modal
        opened={opened !== undefined}
        onClose={close}
        size="xl"
        fullScreen={phone ?? false}
        title={<Text fw={600}>{opened?.attachment.fileName}</Text>}
      >
        {opened && <Viewer opened={opened} />}
      </Modal>
      <Confirm
        opened={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        title="Delete this receipt?"
        action="Delete"
        onConfirm={async () => {
          if (!deleting) return;
          await remove.mutateAsync(deleting.id);
          notifyDone('Receipt deleted');
        }}
      >
        {deleting?.fileName} is removed for good; the transaction stays.
      </Confirm>
    </section>
  );
}

function Picture({ attachment }: { attachment: Attachment }) {
  const { data } = useThumbnail(attachment.id, attachment.hasThumbnail);
  if (!attachment.hasThumbnail) return <IconFileTypePdf size={34} stroke={1.3} aria-hidden />;
  return data ? <img src={data} alt="" /> : <Loader size="xs" />;
}

function Viewer({ opened: { attachment, url } }: { opened: Opened }) {
  return (
    <>
      {attachment.hasThumbnail ? (
        <img src={url} alt={attachment.fileName} className={classes.whole} />
      ) : (
        <Text c="dimmed">A PDF opens in a window of its own.</Text>
      )}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button component="a" href={url} target="_blank" rel="noreferrer" variant="default">
          Open in a window
        </Button>
        <Button component="a" href={url} download={attachment.fileName}>
          Save
        </Button>
      </Group>
    </>
  );
}
