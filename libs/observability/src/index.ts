export { HealthController, Readiness, type ReadinessCheck } from './health.js';
export { JsonLogger, requestScope } from './logger.js';
export { observeBreaker, observeCall, observeHttp, observeJob } from './metrics.js';
export { ObservabilityModule } from './observability.module.js';
