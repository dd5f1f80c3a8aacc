import { Button, Loader, Progress, Select } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFile } from '@tabler/icons-react';
import { useState, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { useAccounts } from '../../api/accounts';
import { messageOf } from '../../api/problem';
import { Section } from '../../components/page';
import { formatBytes, formatCount, plural } from '../../format/text';
import { fileQueue, isClear, type QueuedFile } from './file-queue';
import classes from './import.module.css';

/** Several files at once: what is known of each, and those that are clear imported one after another. */
export function FileQueueList() {
  const files = useSyncExternalStore(fileQueue.subscribe, fileQueue.snapshot);
  const { data: accounts = [] } = useAccounts();
  const [chosen, setChosen] = useState<string | null>();
  if (files.length === 0) return null;
  const open = accounts.filter(({ archived }) => !archived);
  // Whoever has one account means that one.
  const accountId = (chosen === undefined && open.length === 1 ? open[0]?.id : chosen) ?? undefined;
  const clear = files.filter((file) => isClear(file, accountId));
  const busy = files.some(({ state }) => state === 'importing' || state === 'sending' || state === 'waiting');
  const homeless = files.some(
    ({ state, preview }) => state === 'looked-at' && preview && !preview.accounts.some((account) => account.accountId),
  );
  return (
    <Section
      title={plural(files.length, 'file')}
      description="They are imported one after another, in the order of this list."
      flush
      actions={
        clear.length > 0 ? (
          <Button
            size="sm"
            disabled={busy}
            onClick={() =>
              void fileQueue.importAll(
                clear.map(({ id }) => id),
                accountId,
              )
            }
          >
            Import {plural(clear.length, 'file')}
          </Button>
        ) : (
          !busy && (
            <Button size="sm" variant="default" onClick={() => fileQueue.clear()}>
              Clear the list
            </Button>
          )
        )
      }
    >
      {homeless && open.length > 0 && (
        <div className={classes.queueTarget}>
          <Select
            label="Account for files that name none"
            placeholder="Choose, or look at each file"
            data={open.map(({ id, name }) => ({ value: id, label: name }))}
            value={accountId ?? null}
            clearable
            onChange={setChosen}
          />
        </div>
      )}
      <ul className={classes.list}>
        {files.map((file) => (
          <li key={file.id} className={classes.skipped}>
            <State file={file} />
            <span className={classes.skippedWords}>
              <strong>{file.fileName}</strong>
              <span>{inWords(file, isClear(file, accountId))}</span>
              {file.state === 'sending' && (
                <Progress value={file.share * 100} size="sm" mt={4} aria-label={`Sending ${file.fileName}`} />
              )}
            </span>
            {file.state === 'looked-at' && file.upload && (
              <Button
                component={Link}
                variant="light"
                size="compact-sm"
                className={classes.anyway}
                to={`/import/preview?${new URLSearchParams({ file: file.upload.uploadKey, name: file.upload.fileName }).toString()}`}
              >
                Look at it
              </Button>
            )}
            {file.report && (
              <Button
                component={Link}
                variant="light"
                size="compact-sm"
                className={classes.anyway}
                to={`/import/${file.report.id}`}
              >
                Report
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function State({ file: { state } }: { file: QueuedFile }) {
  if (state === 'imported') return <IconCheck size={20} className={classes.agrees} aria-hidden />;
  if (state === 'failed') return <IconAlertTriangle size={20} className={classes.broken} aria-hidden />;
  if (state === 'importing') return <Loader size={20} aria-label="Importing" />;
  return <IconFile size={20} className={classes.quiet} aria-hidden />;
}

function inWords({ state, bytes, preview, report, error }: QueuedFile, clear: boolean): string {
  switch (state) {
    case 'waiting':
      return 'Waiting for its turn';
    case 'sending':
      return `Sending ${formatBytes(bytes)}`;
    case 'importing':
      return 'Importing';
    case 'failed':
      return messageOf(error);
    case 'imported': {
      const { added = 0, updated = 0, skipped = 0, failed = 0 } = report ?? {};
      const parts = [`${plural(added, 'row')} added`];
      if (updated) parts.push(`${formatCount(updated)} booked`);
      if (skipped) parts.push(`${formatCount(skipped)} skipped`);
      if (failed) parts.push(`${formatCount(failed)} failed`);
      return parts.join(' · ');
    }
    case 'looked-at':
      if (preview?.rows.length === 0) return 'Which columns hold date and amount is not clear yet';
      return clear
        ? `${preview?.format.toUpperCase()} · ready`
        : `${preview?.format.toUpperCase()} · say into which account it goes`;
  }
}
