import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const JOB_STATES = ['queued', 'running', 'completed', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export class JobProgress {
  @ApiProperty()
  done: number;

  @ApiPropertyOptional({ description: 'Absent while unknown' })
  total?: number;

  @ApiPropertyOptional({ example: 'Reading rows' })
  message?: string;
}

export class JobError {
  @ApiProperty()
  code: string;

  @ApiProperty()
  message: string;
}

/** A piece of work that takes longer than a request. */
export class Job {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'transactions.import-statement' })
  kind: string;

  @ApiProperty({ enum: JOB_STATES, enumName: 'JobState' })
  state: JobState;

  @ApiProperty({ type: JobProgress })
  progress: JobProgress;

  @ApiPropertyOptional({ type: Object, description: 'What the kind of job answers, once completed' })
  result?: object;

  @ApiPropertyOptional({ type: JobError })
  error?: JobError;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiPropertyOptional({ format: 'date-time' })
  startedAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  finishedAt?: string;
}
