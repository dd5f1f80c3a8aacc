import { runAlone } from '#rpc';
import { inferenceService, inferenceWorker } from './index.js';

/** The inference service alone, for other processes to call; with WORKERS, also what works on the models in the background. */
void runAlone(inferenceService, inferenceWorker);
