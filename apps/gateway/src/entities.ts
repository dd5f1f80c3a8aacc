import type { ServiceSchema } from '#database';
import { migrations } from '#migrations/gateway';
import { IdempotencyKeyEntity } from './idempotency/idempotency-key.entity.js';
import { UploadEntity } from './uploads/upload.entity.js';

/** What the gateway keeps. */
export const database: ServiceSchema = { schema: 'gateway', entities: [IdempotencyKeyEntity, UploadEntity], migrations };
