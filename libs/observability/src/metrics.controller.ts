import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, register } from 'prom-client';

// The process's own figures (memory, event loop, garbage collection), once a process however many modules it has.
if (!register.getSingleMetric('process_start_time_seconds')) collectDefaultMetrics();

/** The metrics of this process in Prometheus' text format. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  @Get()
  @Header('content-type', register.contentType)
  @Header('cache-control', 'no-store')
  metrics(): Promise<string> {
    return register.metrics();
  }
}
