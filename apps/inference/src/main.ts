import { runProcess, startServices } from '#rpc';
import { inferenceService } from './index.js';

void runProcess((config) => startServices([inferenceService], config));
