import type { ServiceSchema } from '#database';
import { migrations } from '#migrations/jobs';
import { JobEntity } from './job.entity.js';

/** What the job engine keeps beside BullMQ's own schema. */
export const database: ServiceSchema = { schema: 'jobs', entities: [JobEntity], migrations };
