import classes from './import.module.css';

interface Problem {
  line: number;
  message: string;
  excerpt: string;
}

/** Rows by their line in the file, with the reason and their beginning. */
export function ProblemRows({ rows }: { rows: readonly Problem[] }) {
  return (
    <ul className={classes.list}>
      {rows.map(({ line, message, excerpt }, index) => (
        <li key={`${line} ${index}`} className={classes.problem}>
          <span className={classes.line}>Line {line}</span>
          <span className={classes.problemWords}>
            {message}
            <code>{excerpt}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
