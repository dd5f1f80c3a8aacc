import { Text, Title } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileImport } from '@tabler/icons-react';
import '@mantine/dropzone/styles.layer.css';
import { useStatementUpload } from '../pages/import/use-statement-upload';
import classes from './drop-anywhere.module.css';

/** A bank file may be dropped on any page; it is sent and its preview opens. */
export default function DropAnywhere() {
  const { take, sending } = useStatementUpload();
  return (
    <Dropzone.FullScreen active={!sending} onDrop={take} className={classes.full}>
      <div className={classes.inner}>
        <IconFileImport size={44} stroke={1.4} aria-hidden />
        <Title order={2}>Drop it to look at it</Title>
        <Text c="dimmed">CSV, Excel, OFX, QIF, CAMT or MT940. Nothing is imported before you have seen the preview.</Text>
      </div>
    </Dropzone.FullScreen>
  );
}
