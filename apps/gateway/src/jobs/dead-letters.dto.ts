import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { JobError } from '#contracts/jobs';

/** A job that failed at every attempt. */
export class DeadLetter {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'transactions.import-statement' })
  kind: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'For whom it ran' })
  userId?: string;

  @ApiProperty({ example: 3 })
  attempts: number;

  @ApiProperty({ type: JobError })
  error: JobError;

  @ApiProperty({ format: 'date-time' })
  failedAt: string;
}

export class DeadLetterList {
  @ApiProperty({ type: [DeadLetter] })
  items: DeadLetter[];
}
