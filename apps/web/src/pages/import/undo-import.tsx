import { useUndoImport } from '../../api/imports';
import type { ImportReport } from '../../api/types';
import { Confirm } from '../../components/confirm';
import { notifyDone } from '../../components/notify';
import { plural } from '../../format/text';

export function UndoImport({ report, onClose }: { report: ImportReport | undefined; onClose: () => void }) {
  const undo = useUndoImport();
  return (
    <Confirm
      opened={report !== undefined}
      onClose={onClose}
      title={`Undo the import of ${report?.fileName ?? 'this file'}?`}
      action="Undo the import"
      onConfirm={async () => {
        if (!report) return;
        await undo.mutateAsync(report.id);
        notifyDone('The import was undone');
      }}
    >
      {report && plural(report.added, 'transaction')} that came with it will be removed
      {report && report.updated > 0 && ', and what it booked is pending again'}. Those you have edited since are kept. The file
      can be imported again.
    </Confirm>
  );
}
