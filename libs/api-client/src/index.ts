export { ApiProblem } from './api-problem.js';
export { createStewardClient, unwrap, type StewardClient, type StewardClientOptions } from './client.js';
export type { components, operations, paths } from './schema.js';
export { Session, type SessionOptions, type SignedIn, type User } from './session.js';
export type { Upload, UploadOptions } from './upload-file.js';
export type { Job } from './watch-job.js';

import type { components } from './schema.js';

/** The shapes of the API by name: `Schemas['Transaction']`. */
export type Schemas = components['schemas'];
