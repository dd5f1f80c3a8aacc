import { runAlone } from '#rpc';
import { authService } from './index.js';

/** The auth service alone, for other processes to call. */
void runAlone(authService);
