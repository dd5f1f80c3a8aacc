/** Steward's sign. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="9" fill="var(--mantine-color-iris-6)" />
      <path
        d="M21.6 11.2c-1-1.9-3-3-5.6-3-3.3 0-5.7 1.7-5.7 4.2 0 2.7 2.5 3.4 5.7 4 3.3.6 5.9 1.4 5.9 4.1 0 2.5-2.5 4.1-5.9 4.1-2.9 0-5.1-1.2-6-3.3"
        fill="none"
        stroke="#fff"
        strokeWidth="2.8"
        strokeLinecap="round"
      />
    </svg>
  );
}
