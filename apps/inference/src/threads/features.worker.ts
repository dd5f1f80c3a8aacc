/** What runs in threads of pool.ts: features of texts. */
export { featuresOf as default } from '../preprocessing/text-batch.js';
