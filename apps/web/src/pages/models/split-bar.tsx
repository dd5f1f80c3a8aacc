import { totalPercent, type DraftVariant } from './split-draft';
import traffic from './traffic.module.css';

/** The parts as one bar, for the eye: the fields beside it say the same. */
export function SplitBar({ variants }: { variants: readonly DraftVariant[] }) {
  const total = Math.max(100, totalPercent({ variants: [...variants], shadow: null }));
  return (
    <div className={traffic.split} aria-hidden>
      {variants.map(({ version, percent }, i) => (
        <span key={i} data-part={i % 5} style={{ width: `${((percent || 0) / total) * 100}%` }}>
          {(percent || 0) / total > 0.25 ? `Version ${version}` : (percent || 0) / total > 0.06 ? version : ''}
        </span>
      ))}
    </div>
  );
}
