import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** A refusal or failure as RFC 9457 "problem details", under the media type `application/problem+json`. */
export class Problem {
  @ApiProperty({ example: 'about:blank', description: 'Always `about:blank`: the kind of problem is told by `code`' })
  type: string;

  @ApiProperty({ example: 'Bad Request', description: 'The name of the status' })
  title: string;

  @ApiProperty({ example: 400 })
  status: number;

  @ApiProperty({ example: 'invalid-input', description: 'Stable, for programs' })
  code: string;

  @ApiProperty({ example: 'bookedOn must match YYYY-MM-DD', description: 'A sentence for people' })
  detail: string;

  @ApiProperty({ description: 'The id under which this request stands in the logs' })
  requestId: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    example: { bookedOn: ['bookedOn must match YYYY-MM-DD'] },
    description: 'Path of a field → what is wrong with it',
  })
  fields?: Record<string, string[]>;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Further facts, depending on the code' })
  details?: Record<string, unknown>;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
