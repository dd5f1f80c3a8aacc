import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { PageInput } from '../common/index.js';
import { CALENDAR_DATE } from './accounts.dto.js';
import { SelectionInput, Transaction } from './transactions.dto.js';

export const TRANSFER_STATES = ['suggested', 'confirmed', 'rejected'] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

/** Who brought a pair into its state: Steward, or the user. */
export const TRANSFER_SOURCES = ['auto', 'user'] as const;
export type TransferSource = (typeof TRANSFER_SOURCES)[number];

/** What speaks for a pair. */
export const TRANSFER_REASONS = [
  'same-amount',
  'original-amount',
  'exchange-rate',
  'after-fee',
  'same-day',
  'account-number',
  'reference',
  'words',
  'account-name',
  'category',
  'only-match',
  'marked',
  'by-hand',
] as const;
export type TransferReason = (typeof TRANSFER_REASONS)[number];

export const MAX_TRANSFER_DAYS = 31;

export class FindTransfersInput {
  @ApiPropertyOptional({ minimum: 0, maximum: MAX_TRANSFER_DAYS, default: 4, description: 'Days the two legs may lie apart' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_TRANSFER_DAYS)
  days?: number;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: 0.2,
    default: 0.03,
    description: "Share by which an amount may differ from the other at the day's rate, or by a fee",
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(0.2)
  tolerance?: number;

  @ApiPropertyOptional({ example: '2026-01-01', description: 'Only movements since this day; the whole ledger when absent' })
  @IsOptional()
  @Matches(CALENDAR_DATE)
  from?: string;
}

/** One movement between two of the user's accounts, told by two transactions. */
export class Transfer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: TRANSFER_STATES, enumName: 'TransferState' })
  state: TransferState;

  @ApiProperty({ enum: TRANSFER_SOURCES, enumName: 'TransferSource' })
  source: TransferSource;

  @ApiProperty({ minimum: 0, maximum: 1 })
  confidence: number;

  @ApiProperty({ enum: TRANSFER_REASONS, enumName: 'TransferReason', isArray: true })
  reasons: TransferReason[];

  @ApiProperty({ type: Transaction, description: 'Where the money left' })
  out: Transaction;

  @ApiProperty({ type: Transaction, description: 'Where it arrived' })
  in: Transaction;
}

export class ListTransfersInput extends PageInput {
  @ApiPropertyOptional({ enum: TRANSFER_STATES, enumName: 'TransferState', default: 'suggested' })
  @IsOptional()
  @IsIn(TRANSFER_STATES)
  state?: TransferState;
}

export class TransferPage {
  @ApiProperty({ type: [Transfer], description: 'Suggestions: the surest first. Others: the latest movement first' })
  items: Transfer[];

  @ApiPropertyOptional({ description: 'Absent on the last page' })
  nextCursor?: string;

  @ApiPropertyOptional({ description: 'How many there are in all; on the first page only' })
  total?: number;
}

/** Pairs by their ids, or all suggestions from a confidence on. */
export class DecideTransfersInput {
  @ApiPropertyOptional({ type: [String], format: 'uuid', maxItems: 10_000 })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @IsUUID('all', { each: true })
  ids?: string[];

  @ApiPropertyOptional({ minimum: 0, maximum: 1, description: 'All suggestions that are at least so sure, in the place of ids' })
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(1)
  minConfidence?: number;
}

export class LinkTransferInput {
  @ApiProperty({ type: [String], format: 'uuid', description: 'Two transactions: one that left an account, one that arrived' })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @IsUUID('all', { each: true })
  transactionIds: string[];
}

export class MarkTransferInput extends SelectionInput {
  @ApiProperty({ description: 'True: money moved to or from an own account that is not kept here. False: spending or income' })
  @IsBoolean()
  isTransfer: boolean;
}

export class TransferOfTransaction {
  @ApiPropertyOptional({ type: Transfer, description: 'The confirmed pair of the transaction, or else the surest suggestion' })
  transfer?: Transfer;
}
