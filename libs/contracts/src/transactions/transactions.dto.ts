import { ApiProperty, ApiPropertyOptional, IntersectionType, OmitType, PartialType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Affected, PageInput, queryFlag, queryList } from '../common/index.js';
import { CALENDAR_DATE, MAX_MINOR } from './accounts.dto.js';
import { MAX_SPLITS, MIN_SPLITS, Split } from './splits.dto.js';

export const TRANSACTION_STATUSES = ['booked', 'pending'] as const;
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number];

/** Who decided a transaction's category, in the order in which they are asked; `none` means Uncategorised. */
export const CATEGORY_SOURCES = ['user', 'rule', 'history', 'model', 'none'] as const;
export type CategorySource = (typeof CATEGORY_SOURCES)[number];

/** A transaction written by hand. */
export class CreateTransactionInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  accountId: string;

  @ApiProperty({ example: '2026-03-14' })
  @Matches(CALENDAR_DATE)
  bookedOn: string;

  @ApiPropertyOptional({ example: '2026-03-15' })
  @IsOptional()
  @Matches(CALENDAR_DATE)
  valueOn?: string;

  @ApiProperty({ example: -1599, description: "Minor units of the account's currency; negative is money spent" })
  @IsInt()
  @Min(-MAX_MINOR)
  @Max(MAX_MINOR)
  amountMinor: number;

  @ApiProperty({ example: 'NETFLIX.COM 866-579-7172' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  description: string;

  @ApiPropertyOptional({ example: 'Netflix' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  counterparty?: string;

  @ApiPropertyOptional({ example: 'ENTERTAINMENT_TV_AND_MOVIES', description: 'Category id; decided by Steward when absent' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  categoryId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  notes?: string;

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(50, { each: true })
  tags?: string[];

  @ApiPropertyOptional({ enum: TRANSACTION_STATUSES, enumName: 'TransactionStatus', default: 'booked' })
  @IsOptional()
  @IsIn(TRANSACTION_STATUSES)
  status?: TransactionStatus;

  @ApiPropertyOptional({ type: [Split], description: 'Divides it: parts that add up to the amount, in place of a category' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(MIN_SPLITS)
  @ArrayMaxSize(MAX_SPLITS)
  @ValidateNested({ each: true })
  @Type(() => Split)
  splits?: Split[];
}

/** Fields absent stay as they are; `null` empties counterparty, category, notes or value date, and makes the parts one again. */
export class TransactionChanges extends PartialType(
  OmitType(CreateTransactionInput, ['valueOn', 'counterparty', 'categoryId', 'notes', 'splits'] as const),
) {
  @ApiPropertyOptional({ type: String, nullable: true })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @Matches(CALENDAR_DATE)
  valueOn?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(200)
  counterparty?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'A correction: counts at once for like transactions to come',
  })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(100)
  categoryId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(2000)
  notes?: string | null;

  @ApiPropertyOptional({
    type: [Split],
    nullable: true,
    description: 'Parts that take the place of those it has; null makes it whole again, with the category of the largest part',
  })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsArray()
  @ArrayMinSize(MIN_SPLITS)
  @ArrayMaxSize(MAX_SPLITS)
  @ValidateNested({ each: true })
  @Type(() => Split)
  splits?: Split[] | null;
}

export class UpdateTransactionInput extends TransactionChanges {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;
}

/** Who a transaction was with, under a clean name. */
export class Payee {
  @ApiPropertyOptional({ format: 'uuid', description: 'Absent until the counterparty has been noted' })
  id?: string;

  @ApiProperty({ example: 'Tesco Stores' })
  name: string;
}

export class Transaction {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  accountId: string;

  @ApiProperty({ example: '2026-03-14' })
  bookedOn: string;

  @ApiPropertyOptional({ example: '2026-03-15' })
  valueOn?: string;

  @ApiProperty({ example: -1599 })
  amountMinor: number;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ description: 'As the bank wrote it' })
  description: string;

  @ApiPropertyOptional()
  counterparty?: string;

  @ApiProperty({ type: Payee })
  payee: Payee;

  @ApiPropertyOptional({ example: 'ENTERTAINMENT_TV_AND_MOVIES', description: 'Absent: uncategorised' })
  categoryId?: string;

  @ApiProperty({ enum: CATEGORY_SOURCES, enumName: 'CategorySource' })
  categorySource: CategorySource;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: 1,
    description: "The model's calibrated confidence; 1 when a person or a rule decided",
  })
  confidence?: number;

  @ApiPropertyOptional()
  notes?: string;

  @ApiProperty({ type: [String] })
  tags: string[];

  @ApiProperty({ description: 'Money moved between own accounts: neither spending nor income' })
  isTransfer: boolean;

  @ApiProperty({ description: 'Divided into parts, each with its own category; then it has none itself' })
  isSplit: boolean;

  @ApiPropertyOptional({ type: [Split], description: 'The parts of a divided transaction, in their order' })
  splits?: Split[];

  @ApiProperty({ description: 'How many receipts it has' })
  attachmentCount: number;

  @ApiPropertyOptional({ description: "What the parties call it: an end-to-end id, an invoice, a cheque's number" })
  reference?: string;

  @ApiPropertyOptional({ example: 'DE02120300000000202051', description: 'Account number of the other side' })
  counterpartyAccount?: string;

  @ApiPropertyOptional({ description: 'Before the bank exchanged it, in minor units of originalCurrency' })
  originalAmountMinor?: number;

  @ApiPropertyOptional({ example: 'USD' })
  originalCurrency?: string;

  @ApiProperty({ enum: TRANSACTION_STATUSES, enumName: 'TransactionStatus' })
  status: TransactionStatus;

  @ApiPropertyOptional({ format: 'uuid', description: 'The import that brought it' })
  importId?: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

export const TRANSACTION_SORTS = ['date', 'amount', 'description', 'confidence'] as const;
export type TransactionSort = (typeof TRANSACTION_SORTS)[number];

/** Conditions a transaction must meet; all that are given must hold. Lists may be given comma-separated. */
export class TransactionFilter {
  @ApiPropertyOptional({ description: 'Words in description, counterparty or notes; each must occur (word beginnings count)' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  text?: string;

  @ApiPropertyOptional({ example: '2026-01-01' })
  @IsOptional()
  @Matches(CALENDAR_DATE)
  from?: string;

  @ApiPropertyOptional({ example: '2026-12-31' })
  @IsOptional()
  @Matches(CALENDAR_DATE)
  to?: string;

  @ApiPropertyOptional({ description: 'Least signed amount in minor units' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  minAmountMinor?: number;

  @ApiPropertyOptional({ description: 'Greatest signed amount in minor units' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  maxAmountMinor?: number;

  @ApiPropertyOptional({ type: [String], format: 'uuid' })
  @IsOptional()
  @Transform(queryList)
  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID('all', { each: true })
  accountIds?: string[];

  @ApiPropertyOptional({ type: [String], description: 'Category ids; a primary stands for all below it' })
  @IsOptional()
  @Transform(queryList)
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  categoryIds?: string[];

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @Transform(queryList)
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  tags?: string[];

  @ApiPropertyOptional({ description: 'Only those without a category' })
  @IsOptional()
  @Transform(queryFlag)
  @IsBoolean()
  uncategorised?: boolean;

  @ApiPropertyOptional({ description: 'Only transfers between own accounts, or everything but them' })
  @IsOptional()
  @Transform(queryFlag)
  @IsBoolean()
  transfer?: boolean;

  @ApiPropertyOptional({ minimum: 0, maximum: 1, description: 'Only those whose category the model gave with less confidence' })
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(1)
  confidenceBelow?: number;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  importId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only those with this counterparty' })
  @IsOptional()
  @IsUUID()
  counterpartyId?: string;
}

/** A filter and a page, flat, as they stand in a URL. */
export class ListTransactionsInput extends IntersectionType(TransactionFilter, PageInput) {
  @ApiPropertyOptional({ enum: TRANSACTION_SORTS, enumName: 'TransactionSort', default: 'date' })
  @IsOptional()
  @IsIn(TRANSACTION_SORTS)
  sort?: TransactionSort;

  @ApiPropertyOptional({ enum: ['asc', 'desc'], enumName: 'SortOrder', default: 'desc' })
  @IsOptional()
  @IsIn(['asc', 'desc'])
  order?: 'asc' | 'desc';
}

export class TransactionPage {
  @ApiProperty({ type: [Transaction] })
  items: Transaction[];

  @ApiPropertyOptional({ description: 'Absent on the last page' })
  nextCursor?: string;

  @ApiPropertyOptional({ description: 'How many match in all; on the first page only' })
  total?: number;

  @ApiPropertyOptional({
    description: 'There are more than `total`: the exact number takes longer, /transactions/count tells it',
  })
  totalIsLeast?: boolean;
}

export class TransactionCount {
  @ApiProperty()
  count: number;
}

/** What a bulk edit does to each chosen transaction. */
export class BulkChanges {
  @ApiPropertyOptional({ type: String, nullable: true })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(100)
  categoryId?: string | null;

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(50, { each: true })
  addTags?: string[];

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(50, { each: true })
  removeTags?: string[];

  @ApiPropertyOptional({ type: String, nullable: true })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(2000)
  notes?: string | null;
}

/** What a bulk edit did. */
export class BulkEdited extends Affected {
  @ApiPropertyOptional({ example: 1, description: 'Divided transactions, which keep the categories of their parts' })
  skipped?: number;
}

/** Either ids or a filter says which transactions are meant; neither is refused. */
export class SelectionInput {
  @ApiPropertyOptional({ type: [String], format: 'uuid', maxItems: 10_000 })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @IsUUID('all', { each: true })
  ids?: string[];

  @ApiPropertyOptional({ type: TransactionFilter })
  @IsOptional()
  @ValidateNested()
  @Type(() => TransactionFilter)
  filter?: TransactionFilter;
}

export class BulkEditInput extends SelectionInput {
  @ApiProperty({ type: BulkChanges })
  @IsNotEmpty()
  @ValidateNested()
  @Type(() => BulkChanges)
  changes: BulkChanges;
}
