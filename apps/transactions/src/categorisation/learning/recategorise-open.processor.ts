import { Injectable } from '@nestjs/common';
import { Processes, type JobRun } from '#jobs';
import { LearningJobInput, recategoriseOpen, RecategoriseOpenResult } from './learning-jobs.js';
import { RecategoriseOpen } from './recategorise-open.js';

@Injectable()
export class RecategoriseOpenProcessor {
  constructor(private readonly open: RecategoriseOpen) {}

  @Processes(recategoriseOpen)
  async run(_input: LearningJobInput, job: JobRun): Promise<RecategoriseOpenResult> {
    return { changed: await this.open.run(job.userId!, job) };
  }
}
