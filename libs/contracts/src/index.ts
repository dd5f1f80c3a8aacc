export * from './auth/index.js';
export * from './categories/index.js';
export * from './common/index.js';
export * from './inference/index.js';
export * from './jobs/index.js';
export * from './transactions/index.js';
