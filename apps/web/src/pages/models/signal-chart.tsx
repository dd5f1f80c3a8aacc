import { Badge, VisuallyHidden } from '@mantine/core';
import type { DriftSignal } from '../../api/models';
import { formatShare } from '../../format/text';
import { metricLabel } from './metrics';
import { DRIFT_WORDS } from './version-words';
import classes from './models.module.css';
import drift from './drift.module.css';

const WIDTH = 280;
const HEIGHT = 84;
/** Between two bins, and between the two bars of one. */
const GAP = 0.24;

/** One signal, then and now, bin by bin. */
export function SignalChart({
  signal: { signal, kind, psi, jensenShannon, level, reason, bins, reference, current },
}: {
  signal: DriftSignal;
}) {
  const most = Math.max(...reference, ...current, 0.01);
  const step = WIDTH / Math.max(1, bins.length);
  const bar = (share: number, bin: number, second: boolean) => {
    const height = (share / most) * (HEIGHT - 2);
    const width = (step * (1 - GAP)) / 2;
    return {
      x: bin * step + (step * GAP) / 2 + (second ? width : 0),
      y: HEIGHT - height,
      width: Math.max(1, width - 0.5),
      height,
    };
  };
  return (
    <li className={drift.signal} data-level={level}>
      <div className={drift.signalHead}>
        <strong>{metricLabel(signal)}</strong>
        <span className={classes.calm}>{kind === 'input' ? 'asked' : 'answered'}</span>
        <Badge size="sm" variant="light" color={DRIFT_WORDS[level].color}>
          {DRIFT_WORDS[level].label}
        </Badge>
      </div>
      <p className={drift.reason}>{reason}</p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={drift.chart} preserveAspectRatio="none" aria-hidden>
        {bins.map((name, i) => (
          <g key={name}>
            <title>{`${name}: ${formatShare(reference[i] ?? 0)} then, ${formatShare(current[i] ?? 0)} now`}</title>
            <rect {...bar(reference[i] ?? 0, i, false)} className={drift.referenceBar} />
            <rect {...bar(current[i] ?? 0, i, true)} className={drift.currentBar} />
          </g>
        ))}
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={drift.axis} />
      </svg>
      <div className={drift.ends} aria-hidden>
        <span>{bins[0]}</span>
        <span>{bins.length > 1 ? bins.at(-1) : ''}</span>
      </div>
      <VisuallyHidden>
        <table>
          <caption>{metricLabel(signal)}, shares by bin</caption>
          <thead>
            <tr>
              <th>Bin</th>
              <th>Then</th>
              <th>Now</th>
            </tr>
          </thead>
          <tbody>
            {bins.map((name, i) => (
              <tr key={name}>
                <th>{name}</th>
                <td>{formatShare(reference[i] ?? 0)}</td>
                <td>{formatShare(current[i] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
      <p
        className={classes.hint}
        title="Population stability index: below 0.1 stable, above 0.25 major. Jensen–Shannon distance: 0 equal, 1 nothing in common."
      >
        PSI {psi.toFixed(3)} · Jensen–Shannon {jensenShannon.toFixed(3)}
      </p>
    </li>
  );
}
