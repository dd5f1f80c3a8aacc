import { Controller, Get, Injectable } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';

/** Answers when the thing checked is usable, throws with the reason when it is not. */
export type ReadinessCheck = () => Promise<void>;

/** What must work before this process takes requests. Modules add their own checks when they start. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();

  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  /** What does not work now: `<check>: <reason>`. */
  async problems(): Promise<string[]> {
    const answers = await Promise.all(
      this.entries().map(([name, check]) =>
        check().then(
          () => [],
          (error: unknown) => [`${name}: ${error instanceof Error ? error.message : String(error)}`],
        ),
      ),
    );
    return answers.flat();
  }

  entries(): [string, ReadinessCheck][] {
    return [...this.checks];
  }
}

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: Readiness,
  ) {}

  /** The process runs; nothing else is asked, so that a slow database does not get it restarted. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check(
      this.readiness.entries().map(([name, check]) => async () => {
        const indicator = this.indicators.check(name);
        try {
          await check();
          return indicator.up();
        } catch (error) {
          return indicator.down({ reason: error instanceof Error ? error.message : String(error) });
        }
      }),
    );
  }
}
