import { CreateJob1795326123797 } from './1795326123797-create-job.js';

export const migrations = [CreateJob1795326123797];
