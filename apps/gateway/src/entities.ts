import type { ServiceSchema } from '#database';
import { migrations } from '#migrations/gateway';
import { IdempotencyKeyEntity } from './idempotency/idempotency-key.entity.js';

/** What the gateway keeps. */
export const database: ServiceSchema = { schema: 'gateway', entities: [IdempotencyKeyEntity], migrations };
