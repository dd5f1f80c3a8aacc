import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

/** What a column of a CSV file holds. */
export const COLUMN_ROLES = [
  'ignore',
  'bookedOn',
  'valueOn',
  /** May be given to several columns; they are joined in the file's order. */
  'description',
  'counterparty',
  /** One signed column, or sizes whose sign {@link ColumnRole} `direction` says. */
  'amount',
  'debit',
  'credit',
  /** Says debit or credit, in words or letters. */
  'direction',
  'currency',
  'balance',
  'bankId',
  'category',
  'account',
  'notes',
  /** Says pending, booked, declined … */
  'status',
] as const;

export type ColumnRole = (typeof COLUMN_ROLES)[number];

const DELIMITERS = [',', ';', '\t', '|'] as const;
const QUOTES = ['"', "'", ''] as const;
const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
const DECIMAL_MARKS = ['.', ','] as const;

/** How to read one kind of CSV file, or of workbook: plain JSON, shown to a person, edited by them, and remembered for the account. */
export class CsvMapping {
  @ApiProperty({ example: 'windows-1252', description: 'An iconv-lite name' })
  @IsString()
  @MaxLength(40)
  encoding: string;

  @ApiProperty({ enum: DELIMITERS })
  @IsIn(DELIMITERS)
  delimiter: (typeof DELIMITERS)[number];

  @ApiProperty({ enum: QUOTES, description: 'The character that may enclose a field; empty for none' })
  @IsIn(QUOTES)
  quote: (typeof QUOTES)[number];

  @ApiProperty({ minimum: 0, description: 'Lines before the header, or before the first row where there is no header' })
  @IsInt()
  @Min(0)
  @Max(1_000)
  skipLines: number;

  @ApiProperty({
    type: [String],
    description: 'The names in the header line as they stand in the file; empty for a file without one',
  })
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(2_000, { each: true })
  header: string[];

  @ApiProperty({
    enum: COLUMN_ROLES,
    enumName: 'ColumnRole',
    isArray: true,
    description: 'The role of each column, by position; each at most once, but for description, notes and ignore',
  })
  @IsArray()
  @ArrayMaxSize(500)
  @IsIn(COLUMN_ROLES, { each: true })
  roles: ColumnRole[];

  @ApiProperty({ enum: DATE_ORDERS })
  @IsIn(DATE_ORDERS)
  dateOrder: (typeof DATE_ORDERS)[number];

  @ApiProperty({ enum: DECIMAL_MARKS })
  @IsIn(DECIMAL_MARKS)
  decimal: (typeof DECIMAL_MARKS)[number];

  @ApiProperty({ description: 'The file writes money that leaves the account as positive' })
  @IsBoolean()
  invertAmounts: boolean;

  @ApiProperty({ description: 'The figures of the debit column already have a minus' })
  @IsBoolean()
  debitsAreNegative: boolean;

  @ApiPropertyOptional({ example: 'EUR', description: 'Currency of all rows, where the header names one' })
  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string;

  @ApiPropertyOptional({ example: 'Transactions', description: 'The sheet of a workbook that is read' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sheet?: string;
}
