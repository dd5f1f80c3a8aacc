import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsNotEmpty, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { TransactionFilter } from './transactions.dto.js';

/** A filter that the user named to find it again. */
export class SaveFilterInput {
  @ApiProperty({ example: 'Coffee this year' })
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  name: string;

  @ApiProperty({ type: TransactionFilter })
  @IsNotEmpty()
  @ValidateNested()
  @Type(() => TransactionFilter)
  filter: TransactionFilter;
}

export class SavedFilter extends SaveFilterInput {
  @ApiProperty({ format: 'uuid' })
  id: string;
}

export class SavedFilterList {
  @ApiProperty({ type: [SavedFilter] })
  items: SavedFilter[];
}
