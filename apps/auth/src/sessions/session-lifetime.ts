/** A session that is not used for this long ends. */
export const IDLE_DAYS = 30;

/** A session ends after this long, however often it is used. */
export const ABSOLUTE_DAYS = 90;

/** For this long after a refresh token's first use, its return may be a second tab; see `rotate-refresh-token.ts`. */
export const GRACE_SECONDS = 10;
