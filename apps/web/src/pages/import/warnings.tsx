import type { ImportPreview, ImportReport } from '../../api/types';
import { Notice } from '../../components/notice';
import classes from './import.module.css';

type Warning = ImportPreview['warnings'][number];

const SHOWN = 20;

/** What was noticed about the file, in the server's words. */
export function Warnings({ preview }: { preview: Pick<ImportPreview | ImportReport, 'warnings'> }) {
  // Each account of a file may say the same.
  const warnings = preview.warnings.filter((each, at, all) => all.findIndex((other) => inWords(other) === inWords(each)) === at);
  const [first] = warnings;
  if (!first) return null;
  return (
    <div className={classes.notice}>
      <Notice tone="caution" title={warnings.length === 1 ? 'Please note' : `${warnings.length} things to note`}>
        {warnings.length === 1 ? (
          inWords(first)
        ) : (
          <ul className={classes.warnings}>
            {warnings.slice(0, SHOWN).map((warning, index) => (
              <li key={index}>{inWords(warning)}</li>
            ))}
            {warnings.length > SHOWN && <li>and {warnings.length - SHOWN} more</li>}
          </ul>
        )}
      </Notice>
    </div>
  );
}

const inWords = ({ line, message }: Warning) => (line ? `Line ${line}: ${message}` : message);
