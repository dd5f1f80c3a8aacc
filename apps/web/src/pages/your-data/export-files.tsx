import { ActionIcon, Button } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { downloadExport, useDeleteExport, useExports, type ExportRecord } from '../../api/exports';
import { useJob } from '../../api/jobs';
import { queryClient } from '../../api/client';
import { JobProgress } from '../../components/job-progress';
import { notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { formatBytes, plural } from '../../format/text';
import classes from './your-data.module.css';

/** Files that were made and can still be fetched. */
export function ExportFiles() {
  const { data = [] } = useExports();
  if (!data.length) return null;
  return (
    <Section title="Files" description="Each can be fetched for a day, by you only." flush>
      <ul className={classes.files}>
        {data.map((file) => (
          <ExportFile key={file.id} file={file} />
        ))}
      </ul>
    </Section>
  );
}

function ExportFile({ file }: { file: ExportRecord }) {
  const remove = useDeleteExport();
  return (
    <li className={classes.file}>
      <div className={classes.fileWords}>
        <strong>{file.fileName}</strong>
        {file.state === 'running' ? <Making jobId={file.jobId} /> : <span>{factsOf(file)}</span>}
      </div>
      {file.state === 'completed' && (
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={() => void downloadExport(file.id).catch((error: unknown) => notifyProblem(error))}
        >
          Download
        </Button>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Delete ${file.fileName}`}
        onClick={() => remove.mutate(file.id)}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </li>
  );
}

function Making({ jobId }: { jobId: string }) {
  const { job } = useJob(jobId, () => void queryClient.invalidateQueries({ queryKey: ['exports'] }));
  return <JobProgress job={job} />;
}

function factsOf({ state, error, transactions, bytes, createdAt }: ExportRecord): string {
  if (state === 'failed') return error ?? 'It could not be made';
  const made = new Date(createdAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return [transactions !== undefined && plural(transactions, 'transaction'), bytes !== undefined && formatBytes(bytes), made]
    .filter(Boolean)
    .join(' · ');
}
