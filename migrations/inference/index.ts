import { CreateRegistry1796089857162 } from './1796089857162-create-registry.js';

/** In the order they run. */
export const migrations = [CreateRegistry1796089857162];
