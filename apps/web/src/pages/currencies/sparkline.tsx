const WIDTH = 96;
const HEIGHT = 26;

/** The course of some rates as a line, oldest first; only for the eye. */
export function Sparkline({
  values,
  width = WIDTH,
  height = HEIGHT,
}: {
  values: readonly string[];
  width?: number;
  height?: number;
}) {
  const numbers = values.map(Number);
  const least = Math.min(...numbers);
  const span = Math.max(...numbers) - least;
  if (numbers.length < 2 || span === 0) return <svg width={width} height={height} aria-hidden />;
  const points = numbers.map((value, i) => {
    const x = (i / (numbers.length - 1)) * (width - 2) + 1;
    const y = height - 2 - ((value - least) / span) * (height - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden style={{ flex: 'none' }}>
      <polyline points={points.join(' ')} fill="none" stroke="var(--st-accent)" strokeWidth={1.5} strokeLinejoin="round" />
    </svg>
  );
}
