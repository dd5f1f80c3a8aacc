/** Above this confidence a category stands until somebody objects. */
export const REVIEW_BELOW = 0.8;

/** The newest doubtful rows that make the queue; what is older waits until these are done. */
export const NEWEST = 10_000;

/** The condition of the index `transaction_open`, word for word, on `transactions.transaction t`. */
export const IS_OPEN = `t.category_source in ('none', 'model', 'history') and coalesce(t.confidence, 0) < ${REVIEW_BELOW}
  and not t.is_transfer and not t.is_split`;

/** How long a merchant that was skipped is not asked about. */
export const SKIPPED_FOR = `interval '30 days'`;
