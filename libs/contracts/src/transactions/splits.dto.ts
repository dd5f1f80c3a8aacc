import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { MAX_MINOR } from './accounts.dto.js';

export const MIN_SPLITS = 2;
export const MAX_SPLITS = 50;

/** One part of a divided transaction. */
export class Split {
  @ApiProperty({ example: -1299, description: "Minor units of the transaction's currency; the parts add up to its amount" })
  @IsInt()
  @Min(-MAX_MINOR)
  @Max(MAX_MINOR)
  amountMinor: number;

  @ApiPropertyOptional({ example: 'FOOD_AND_DRINK_GROCERIES', description: 'Absent: uncategorised' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  categoryId?: string;

  @ApiPropertyOptional({ example: 'Birthday cake' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  notes?: string;
}
