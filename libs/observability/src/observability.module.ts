import { Global, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { HealthController, Readiness } from './health.js';

/** `/health/live`, `/health/ready` and `/metrics`, the same in every process. */
@Global()
@Module({
  imports: [
    TerminusModule.forRoot({ errorLogStyle: 'json' }),
    PrometheusModule.register({ path: '/metrics', defaultMetrics: { enabled: true } }),
  ],
  controllers: [HealthController],
  providers: [Readiness],
  exports: [Readiness],
})
export class ObservabilityModule {}
