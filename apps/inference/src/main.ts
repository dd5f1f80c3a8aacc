import { runAlone } from '#rpc';
import { inferenceService } from './index.js';

/** The inference service alone, for other processes to call. */
void runAlone(inferenceService);
