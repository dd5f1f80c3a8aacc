import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsUUID, Matches } from 'class-validator';
import { queryList } from '../common/index.js';

/** Calendar month without a zone. */
export const CALENDAR_MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export class MonthTotalsInput {
  @ApiPropertyOptional({ example: '2026-01', description: "First month; the ledger's first when absent" })
  @IsOptional()
  @Matches(CALENDAR_MONTH)
  from?: string;

  @ApiPropertyOptional({ example: '2026-12', description: "Last month, included; the ledger's last when absent" })
  @IsOptional()
  @Matches(CALENDAR_MONTH)
  to?: string;

  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'Only these accounts' })
  @IsOptional()
  @Transform(queryList)
  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID('all', { each: true })
  accountIds?: string[];

  @ApiPropertyOptional({
    example: 'reporting',
    description:
      "ISO 4217 code, or `reporting` for the user's reporting currency: every amount in it, at the rate of its day. Absent: each in its own",
  })
  @IsOptional()
  @Matches(/^(reporting|[A-Za-z]{3})$/)
  currency?: string;
}

/** What came in and went out in one month under one category. Transfers are left out; the parts of a split count each for itself. */
export class MonthTotal {
  @ApiProperty({ example: '2026-03' })
  month: string;

  @ApiPropertyOptional({ example: 'FOOD_AND_DRINK_GROCERIES', description: 'Absent: uncategorised' })
  categoryId?: string;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ description: 'Sum of the positive amounts, minor units' })
  inMinor: number;

  @ApiProperty({ description: 'Sum of the negative amounts, minor units; not above 0' })
  outMinor: number;

  @ApiProperty({ description: 'Transactions, or parts of them' })
  count: number;

  @ApiPropertyOptional({
    description:
      'Where amounts were converted: days by which the oldest rate used is older than its amount; above 0, carried forward',
  })
  rateAgeDays?: number;
}

export class MonthTotals {
  @ApiProperty({ type: [MonthTotal], description: 'By month, then currency, then category' })
  items: MonthTotal[];

  @ApiPropertyOptional({ example: 'EUR', description: 'The currency asked for' })
  currency?: string;

  @ApiPropertyOptional({
    type: [String],
    description: 'Currencies without a rate on some of the days: those amounts stand in their own',
  })
  missing?: string[];
}
