import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  MinLength,
} from 'class-validator';
import { PageInput } from '../common/index.js';

/** What went to a counterparty and came from it, in one currency. */
export class CounterpartySum {
  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ description: 'Sum of the positive amounts, minor units; transfers are left out' })
  inMinor: number;

  @ApiProperty({ description: 'Sum of the negative amounts, minor units; transfers are left out' })
  outMinor: number;
}

/** Somebody whom the user pays or is paid by, under a clean name. */
export class Counterparty {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'Tesco Stores' })
  name: string;

  @ApiProperty({ description: 'The user chose the name; otherwise it comes from what the bank wrote' })
  namedByUser: boolean;

  @ApiProperty({ description: 'Merchants, as bank lines tell them apart, that stand under this name' })
  merchantCount: number;

  @ApiProperty()
  transactionCount: number;

  @ApiPropertyOptional({ example: '2026-03-14' })
  lastBookedOn?: string;

  @ApiProperty({ type: [CounterpartySum], description: 'By currency, the one with the most spent first' })
  sums: CounterpartySum[];
}

export const COUNTERPARTY_SORTS = ['name', 'count', 'spent'] as const;
export type CounterpartySort = (typeof COUNTERPARTY_SORTS)[number];

export class ListCounterpartiesInput extends PageInput {
  @ApiPropertyOptional({ description: 'Words that must occur in the name' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  text?: string;

  @ApiPropertyOptional({
    enum: COUNTERPARTY_SORTS,
    enumName: 'CounterpartySort',
    default: 'count',
    description: '`spent`: by the most spent in one currency, for currencies are not added',
  })
  @IsOptional()
  @IsIn(COUNTERPARTY_SORTS)
  sort?: CounterpartySort;
}

export class CounterpartyPage {
  @ApiProperty({ type: [Counterparty] })
  items: Counterparty[];

  @ApiPropertyOptional({ description: 'Absent on the last page' })
  nextCursor?: string;

  @ApiPropertyOptional({ description: 'How many match in all; on the first page only' })
  total?: number;
}

/** One merchant of a counterparty. */
export class CounterpartyMerchant {
  @ApiProperty({ example: 'tesco stores', description: 'What bank lines of this merchant have in common' })
  key: string;

  @ApiProperty({ example: 'TESCO STORES 3217 LONDON', description: 'Its latest line, as the bank wrote it' })
  example: string;

  @ApiProperty()
  transactionCount: number;
}

export class CounterpartyDetail extends Counterparty {
  @ApiProperty({ type: [CounterpartyMerchant] })
  merchants: CounterpartyMerchant[];
}

export class CounterpartyName {
  @ApiProperty({ example: 'Tesco' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;
}

export class RenameCounterpartyInput extends CounterpartyName {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;
}

export class CounterpartyMerge {
  @ApiProperty({ type: [String], format: 'uuid', description: 'Those that end; their transactions stay, under the other name' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  ids: string[];
}

export class MergeCounterpartiesInput extends CounterpartyMerge {
  @ApiProperty({ format: 'uuid', description: 'The one that stays' })
  @IsUUID()
  id: string;
}

export class CounterpartySplitOff {
  @ApiProperty({ type: [String], description: 'Merchants that get a counterparty of their own again' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsString({ each: true })
  merchantKeys: string[];
}

export class SplitOffCounterpartyInput extends CounterpartySplitOff {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;
}

export class MergeSuggestion {
  @ApiProperty({ type: [Counterparty], description: 'The one with the most transactions first' })
  counterparties: Counterparty[];
}

export class MergeSuggestions {
  @ApiProperty({ type: [MergeSuggestion] })
  items: MergeSuggestion[];
}
