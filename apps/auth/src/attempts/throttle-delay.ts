/** How many failures in a row are free, and from then on how the wait grows. */
export interface ThrottlePolicy {
  /** Failures before the first wait. */
  free: number;
  /** First wait in seconds; doubles with each further failure. */
  firstDelaySeconds: number;
  /** Longest wait in seconds. */
  longestDelaySeconds: number;
}

/** For one account: a person mistypes a few times, a guesser gets about a hundred tries a day. */
export const EMAIL_POLICY: ThrottlePolicy = { free: 5, firstDelaySeconds: 5, longestDelaySeconds: 900 };

/** For one network address, behind which a whole office may sit. */
export const IP_POLICY: ThrottlePolicy = { free: 20, firstDelaySeconds: 5, longestDelaySeconds: 900 };

/** Failures older than this no longer count, in seconds. */
export const FORGET_AFTER_SECONDS = 24 * 3600;

/** Seconds to wait after so many failures in a row: 0 below `free`, then first, 2·first, 4·first, … up to the longest. */
export function throttleDelay(failures: number, policy: ThrottlePolicy): number {
  if (failures < policy.free) return 0;
  return Math.min(policy.longestDelaySeconds, policy.firstDelaySeconds * 2 ** (failures - policy.free));
}
