import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { CALENDAR_DATE, MAX_MINOR } from './accounts.dto.js';
import { Kind } from './rule-kind.js';

export const CONDITION_KINDS = [
  'text',
  'amount',
  'account',
  'date',
  'day-of-month',
  'category',
  'uncategorised',
  'import',
] as const;

/** Which texts of a transaction a condition looks at; `any` is each of them by itself. */
export const TEXT_FIELDS = ['any', 'description', 'counterparty', 'notes'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export const TEXT_TESTS = ['contains', 'not-contains', 'equals', 'starts-with', 'matches'] as const;
export type TextTest = (typeof TEXT_TESTS)[number];

/** Which amounts: of any direction by size, money spent or received by size, or as signed numbers. */
export const AMOUNT_OF = ['size', 'spent', 'received', 'signed'] as const;
export type AmountOf = (typeof AMOUNT_OF)[number];

/** What a condition of an unknown kind is checked as, so that the refusal names the kinds there are. */
export class RuleConditionBase {
  @IsIn(CONDITION_KINDS)
  kind: (typeof CONDITION_KINDS)[number];
}

export class TextCondition {
  @Kind('text')
  kind: 'text';

  @ApiProperty({ enum: TEXT_FIELDS, enumName: 'RuleTextField' })
  @IsIn(TEXT_FIELDS)
  field: TextField;

  @ApiProperty({
    enum: TEXT_TESTS,
    enumName: 'RuleTextTest',
    description: '`matches` takes a regular expression in the syntax of RE2: no look-around, no backreferences',
  })
  @IsIn(TEXT_TESTS)
  test: TextTest;

  @ApiProperty({ example: 'woolworths', description: 'Compared without regard to capitals; accents count' })
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  text: string;
}

export class AmountCondition {
  @Kind('amount')
  kind: 'amount';

  @ApiProperty({ enum: AMOUNT_OF, enumName: 'RuleAmountOf' })
  @IsIn(AMOUNT_OF)
  of: AmountOf;

  @ApiPropertyOptional({ description: "Least amount, in minor units of the transaction's currency" })
  @IsOptional()
  @IsInt()
  @Min(-MAX_MINOR)
  @Max(MAX_MINOR)
  atLeastMinor?: number;

  @ApiPropertyOptional({ description: 'Greatest amount; the same as atLeastMinor means exactly this one' })
  @IsOptional()
  @IsInt()
  @Min(-MAX_MINOR)
  @Max(MAX_MINOR)
  atMostMinor?: number;
}

export class AccountCondition {
  @Kind('account')
  kind: 'account';

  @ApiProperty({ type: [String], format: 'uuid', description: 'One of these' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID('all', { each: true })
  accountIds: string[];
}

export class DateCondition {
  @Kind('date')
  kind: 'date';

  @ApiPropertyOptional({ example: '2026-01-01' })
  @IsOptional()
  @Matches(CALENDAR_DATE)
  from?: string;

  @ApiPropertyOptional({ example: '2026-12-31' })
  @IsOptional()
  @Matches(CALENDAR_DATE)
  to?: string;
}

export class DayOfMonthCondition {
  @Kind('day-of-month')
  kind: 'day-of-month';

  @ApiProperty({ minimum: 1, maximum: 31 })
  @IsInt()
  @Min(1)
  @Max(31)
  fromDay: number;

  @ApiProperty({ minimum: 1, maximum: 31, description: 'Less than fromDay: over the end of the month, as from 28 to 3' })
  @IsInt()
  @Min(1)
  @Max(31)
  toDay: number;
}

export class CategoryCondition {
  @Kind('category')
  kind: 'category';

  @ApiProperty({ type: [String], description: 'One of these; a primary stands for all below it' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  categoryIds: string[];
}

/** No category, and not divided into parts. */
export class UncategorisedCondition {
  @Kind('uncategorised')
  kind: 'uncategorised';
}

/** Brought by an import: either a certain one, or any whose file's name contains a text. */
export class ImportCondition {
  @Kind('import')
  kind: 'import';

  @ApiPropertyOptional({ example: 'creditcard' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  fileName?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  importId?: string;
}

export type RuleCondition =
  | TextCondition
  | AmountCondition
  | AccountCondition
  | DateCondition
  | DayOfMonthCondition
  | CategoryCondition
  | UncategorisedCondition
  | ImportCondition;
