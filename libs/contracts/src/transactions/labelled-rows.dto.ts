import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Which page of the rows that people have labelled. */
export class ListLabelledRowsInput {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 2000, default: 1000 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(2000)
  limit?: number;
}

/** A text whose category a person chose. */
export class LabelledRow {
  @ApiProperty()
  description: string;

  @ApiProperty()
  amountMinor: number;

  @ApiProperty({ description: 'A detailed category of the taxonomy' })
  category: string;

  @ApiProperty({ description: 'Whose choice it is' })
  userId: string;

  @ApiProperty({ format: 'date-time' })
  chosenAt: string;
}

/** For the training of the shared model, by the system itself: never a route of the gateway. */
export class LabelledRows {
  @ApiProperty({ type: [LabelledRow], description: 'The latest choice first; one a user and text' })
  rows: LabelledRow[];

  @ApiProperty({ description: 'Of all of them' })
  total: number;

  @ApiPropertyOptional()
  nextCursor?: string;
}
