import { CreateIdempotencyKeys1795325100000 } from './1795325100000-create-idempotency-keys.js';

/** In the order they run. */
export const migrations = [CreateIdempotencyKeys1795325100000];
