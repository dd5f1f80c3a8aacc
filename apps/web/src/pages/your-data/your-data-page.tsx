import { Page } from '../../components/page';
import { DeleteEverything } from './delete-everything';
import { ExportFiles } from './export-files';
import { ExportForm } from './export-form';
import { RestoreArchive } from './restore-archive';

/** Taking one's data out, putting it back, and leaving nothing behind. */
export default function YourDataPage() {
  return (
    <Page title="Your data">
      <ExportForm />
      <ExportFiles />
      <RestoreArchive />
      <DeleteEverything />
    </Page>
  );
}
