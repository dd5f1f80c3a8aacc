import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ImportPreview, ImportReport } from '../../api/types';

/** What was noticed about the file, in the server's words. */
export function Warnings({ preview }: { preview: Pick<ImportPreview | ImportReport, 'warnings'> }) {
  const { warnings } = preview;
  if (warnings.length === 0) return null;
  return (
    <Alert color="amber" variant="light" radius="md" icon={<IconInfoCircle size={18} />} mb="md" title={warnings.length === 1 ? 'Please note' : `${warnings.length} things to note`}>
      {warnings.length === 1 ? text(warnings[0]) : (
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {warnings.slice(0, 20).map((warning, index) => (
            <li key={index}>{text(warning)}</li>
          ))}
          {warnings.length > 20 && <li>and {warnings.length - 20} more</li>}
        </ul>
      )}
    </Alert>
  );
}

const text = (warning: ImportPreview['warnings'][number] | undefined) => (warning?.line ? `Line ${warning.line}: ${warning.message}` : warning?.message);
