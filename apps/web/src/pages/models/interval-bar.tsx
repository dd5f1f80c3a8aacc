import traffic from './traffic.module.css';

interface IntervalProps {
  value: number;
  low: number;
  high: number;
  /** Of the whole scale; 0 … 1 unless told. */
  from?: number;
  to?: number;
}

/** A value with its interval on a scale; only for the eye, the figures stand beside it. */
export function IntervalBar({ value, low, high, from = 0, to = 1 }: IntervalProps) {
  const at = (x: number) => `${Math.max(0, Math.min(1, (x - from) / (to - from))) * 100}%`;
  return (
    <div className={traffic.scale} aria-hidden>
      {from < 0 && to > 0 && <span className={traffic.zero} style={{ left: at(0) }} />}
      <span className={traffic.band} style={{ left: at(low), right: `calc(100% - ${at(high)})` }} />
      <span className={traffic.dot} style={{ left: at(value) }} />
    </div>
  );
}
