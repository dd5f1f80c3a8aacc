import { Page } from '../../components/page';
import { FileQueueList } from './file-queue-list';
import { PastImports } from './past-imports';
import { StatementDrop } from './statement-drop';
import classes from './import.module.css';

export default function ImportPage() {
  return (
    <Page title="Import">
      <div className={classes.drop}>
        <StatementDrop />
      </div>
      <FileQueueList />
      <PastImports />
    </Page>
  );
}
