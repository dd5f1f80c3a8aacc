import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';

/** Names one row by its id. */
export class IdInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;
}

/** Which page of a list: pages follow one another by an opaque cursor, so that new rows shift nothing. */
export class PageInput {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

/** How many rows a change touched. */
export class Affected {
  @ApiProperty({ example: 3 })
  affected: number;
}

/** Error code → HTTP status. The one table of what every refusal means over HTTP; unlisted codes are 400. */
export { errorStatus } from './error-status.js';
export { queryFlag, queryList } from './query-values.js';
