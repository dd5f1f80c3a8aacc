import { IconArrowRight } from '@tabler/icons-react';
import type { ShadowAgreement } from '../../api/models';
import { Section } from '../../components/page';
import { formatCount, formatShare, plural } from '../../format/text';
import { ClassLabel } from './class-label';
import classes from './models.module.css';
import traffic from './traffic.module.css';

/** How often the watching version says the same as the one that answers, and where they differ most. */
export function Shadow({ shadow }: { shadow: ShadowAgreement }) {
  const { version, rows, agreement, kappa, confidenceDifference, disagreements } = shadow;
  return (
    <Section
      title={`Version ${version} in the shadow`}
      description={`It has predicted ${plural(rows, 'row')} and answered none.`}
    >
      {agreement === undefined ? (
        <p className={classes.hint}>It waits for the first requests.</p>
      ) : (
        <div className={classes.figures}>
          <Figure value={formatShare(agreement)} words="of its answers are the same" />
          {kappa !== undefined && <Figure value={kappa.toFixed(2)} words="Cohen’s kappa: agreement beyond chance, 1 is full" />}
          {confidenceDifference !== undefined && (
            <Figure value={(confidenceDifference * 100).toFixed(1)} words="points between their confidences on average" />
          )}
        </div>
      )}
      {disagreements.length > 0 && (
        <>
          <h4 className={classes.title}>Where they differ most</h4>
          <ul className={traffic.disagreements}>
            {disagreements.map(({ champion, challenger, rows: count }) => (
              <li key={`${champion} ${challenger}`}>
                <ClassLabel label={champion} />
                <IconArrowRight size={15} aria-label="in the shadow" />
                <ClassLabel label={challenger} />
                <span>{formatCount(count)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Figure({ value, words }: { value: string; words: string }) {
  return (
    <div>
      <strong>{value}</strong>
      <span>{words}</span>
    </div>
  );
}
