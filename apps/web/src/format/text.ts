const numbers = new Intl.NumberFormat();

/** `1234` → `1,234`. */
export const formatCount = (count: number): string => numbers.format(count);

/** `1 row`, `1,234 rows`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const shares = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });

/** `0.934` → `93%`. */
export const formatShare = (share: number): string => shares.format(share);

const UNITS = ['bytes', 'KB', 'MB', 'GB'];

/** `48213` → `47 KB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  const size = bytes / 1024 ** step;
  return `${size < 10 && step > 0 ? size.toFixed(1) : Math.round(size)} ${UNITS[step]}`;
}
