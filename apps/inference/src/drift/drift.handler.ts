import { Injectable } from '@nestjs/common';
import { inferenceContract, PRODUCTION, type DriftInput, type DriftReport } from '#contracts/inference';
import { Implements, ServiceError } from '#rpc';
import { Monitor } from '../monitoring/monitor.js';
import { DriftService } from './drift.service.js';

/** A week. */
const DEFAULT_HOURS = 168;

@Injectable()
export class DriftHandler {
  constructor(
    private readonly drift: DriftService,
    private readonly monitor: Monitor,
  ) {}

  @Implements(inferenceContract.operations.getDrift)
  async getDrift({ name, version, hours = DEFAULT_HOURS }: DriftInput): Promise<DriftReport> {
    // What this replica has just seen is part of it.
    await this.monitor.write();
    const report = await this.drift.report(name, version, hours);
    if (!report) throw new ServiceError('models.version-not-found', `${name} has no version ${version ?? `in ${PRODUCTION}`}`);
    return report;
  }
}
