import { CreateIdempotencyKeys1795325100000 } from './1795325100000-create-idempotency-keys.js';
import { CreateUploads1795331100000 } from './1795331100000-create-uploads.js';

/** In the order they run. */
export const migrations = [CreateIdempotencyKeys1795325100000, CreateUploads1795331100000];
