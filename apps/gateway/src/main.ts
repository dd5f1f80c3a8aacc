import { runAlone } from '#rpc';
import { gatewayService } from './index.js';

/** The gateway alone; AUTH_ADDRESS, TRANSACTIONS_ADDRESS and INFERENCE_ADDRESS say where the services are. */
void runAlone(gatewayService);
