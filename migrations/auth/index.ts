import { CreateAuthTables1795324800000 } from './1795324800000-create-auth-tables.js';

/** In the order they run. */
export const migrations = [CreateAuthTables1795324800000];
