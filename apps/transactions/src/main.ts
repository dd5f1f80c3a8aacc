import { runAlone } from '#rpc';
import { transactionsService } from './index.js';

/** The transactions service alone, for other processes to call. */
void runAlone(transactionsService);
