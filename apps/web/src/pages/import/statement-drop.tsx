import { Button, Progress, Text, Title } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.layer.css';
import { IconFileImport } from '@tabler/icons-react';
import { formatBytes } from '../../format/text';
import { ProblemNotice } from '../../components/problem-notice';
import { useStatementUpload } from './use-statement-upload';
import classes from './drop.module.css';

/** The place for a bank's file: drop it here or choose it. */
export function StatementDrop() {
  const { take, sending, error, cancel } = useStatementUpload();
  if (sending) {
    return (
      <div className={classes.sending} role="status">
        <Text fw={550}>{sending.fileName}</Text>
        <Progress value={sending.share * 100} size="lg" aria-label="Sending the file" />
        <div className={classes.line}>
          <Text size="sm" c="dimmed">
            {sending.share < 1 ? `Sending ${formatBytes(sending.bytes)}` : 'Looking at the file'}
          </Text>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={cancel}>
            Cancel
          </Button>
        </div>
      </div>
    );
  }
  return (
    <>
      {error !== undefined && (
        <div className={classes.problem}>
          <ProblemNotice error={error} />
        </div>
      )}
      <Dropzone onDrop={take} className={classes.zone} aria-label="Choose a bank file" inputProps={{ 'aria-label': 'Bank file' }}>
        <span className={classes.icon}>
          <IconFileImport size={30} stroke={1.5} aria-hidden />
        </span>
        <Title order={3}>Drop bank files</Title>
        <Text c="dimmed" ta="center">
          CSV, Excel, OFX or QFX, QIF, CAMT (XML) or MT940, as your bank’s website exports it. You see a preview before anything
          is imported.
        </Text>
        <Button component="span" mt="sm" tabIndex={-1}>
          Choose a file
        </Button>
      </Dropzone>
    </>
  );
}
