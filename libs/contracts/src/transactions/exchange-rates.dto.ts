import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsISO4217CurrencyCode, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { queryFlag } from '../common/index.js';
import { CALENDAR_DATE, MAX_MINOR } from './accounts.dto.js';
import { UploadRef } from './imports.dto.js';

/** Where a rate came from: a file of the European Central Bank, the configured address, or a person. */
export const RATE_SOURCES = ['ecb-file', 'fetched', 'manual'] as const;
export type RateSource = (typeof RATE_SOURCES)[number];

/** A positive decimal number as text: rates are exact and never binary fractions. */
export const RATE = /^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/;

export class ReportingCurrency {
  @ApiProperty({ example: 'EUR', description: 'The currency in which sums over accounts are given' })
  currency: string;

  @ApiProperty({ description: 'False while it is only that of most accounts' })
  chosen: boolean;
}

export class SetReportingCurrencyInput {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'EUR',
    description: 'ISO 4217 code; null or absent: that of most accounts',
  })
  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string | null;
}

/** What is known of one currency. */
export class RateCoverage {
  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiProperty({ example: '1999-01-04' })
  firstDay: string;

  @ApiProperty({ example: '2026-03-02' })
  lastDay: string;

  @ApiProperty({ description: 'Days with a rate' })
  days: number;

  @ApiProperty({ description: "Days with a rate of the user's own" })
  ownDays: number;

  @ApiProperty({ example: '1.0405', description: 'The rate of the last day: units for one euro' })
  lastRate: string;

  @ApiProperty({ type: [String], description: 'The latest rates, oldest first, at most 60: for a small chart' })
  recent: string[];
}

export class RateCoverageList {
  @ApiProperty({ type: [RateCoverage], description: 'By currency' })
  items: RateCoverage[];

  @ApiProperty({ description: 'Whether this installation fetches rates by itself' })
  fetched: boolean;
}

export class ListExchangeRatesInput {
  @ApiProperty({ example: 'USD' })
  @IsISO4217CurrencyCode()
  currency: string;

  @ApiPropertyOptional({ example: '2026-01-01' })
  @IsOptional()
  @Matches(CALENDAR_DATE)
  from?: string;

  @ApiPropertyOptional({ example: '2026-12-31' })
  @IsOptional()
  @Matches(CALENDAR_DATE)
  to?: string;

  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @Matches(CALENDAR_DATE)
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;
}

/** The rate that counts for the user on a day. */
export class ExchangeRate {
  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiProperty({ example: '2026-03-02' })
  day: string;

  @ApiProperty({ example: '1.0405', description: 'Units of the currency for one euro' })
  rate: string;

  @ApiProperty({ enum: RATE_SOURCES, enumName: 'RateSource' })
  source: RateSource;

  @ApiProperty({ description: "The user's own; a shared one of the same day does not count then" })
  own: boolean;
}

export class ExchangeRatePage {
  @ApiProperty({ type: [ExchangeRate], description: 'Newest first' })
  items: ExchangeRate[];

  @ApiPropertyOptional({ description: 'Absent on the last page' })
  nextCursor?: string;
}

export class ExchangeRateKey {
  @ApiProperty({ example: 'USD' })
  @IsISO4217CurrencyCode()
  currency: string;

  @ApiProperty({ example: '2026-03-02' })
  @Matches(CALENDAR_DATE)
  day: string;
}

export class PutExchangeRateInput extends ExchangeRateKey {
  @ApiProperty({ example: '1.0405', description: 'Units of the currency for one euro, as decimal text' })
  @Matches(RATE, { message: 'rate must be a positive number like 1.0405' })
  rate: string;
}

export class LoadExchangeRatesInput extends UploadRef {
  @ApiPropertyOptional({
    description: 'For everyone on this installation (administrators only; their default), or only for oneself',
  })
  @IsOptional()
  @Transform(queryFlag)
  @IsBoolean()
  shared?: boolean;
}

export class ConvertInput {
  @ApiProperty({ example: -1599, description: 'Minor units of `from`' })
  @Type(() => Number)
  @IsInt()
  @Min(-MAX_MINOR)
  @Max(MAX_MINOR)
  amountMinor: number;

  @ApiProperty({ example: 'USD' })
  @IsISO4217CurrencyCode()
  from: string;

  @ApiPropertyOptional({ example: 'EUR', description: 'The reporting currency when absent' })
  @IsOptional()
  @IsISO4217CurrencyCode()
  to?: string;

  @ApiPropertyOptional({ example: '2026-03-14', description: 'The day whose rates count; today when absent' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  @Matches(CALENDAR_DATE)
  day?: string;
}

/** An amount in another currency. */
export class Conversion {
  @ApiProperty({ example: -1480, description: 'Minor units of `currency`, rounded half away from zero' })
  amountMinor: number;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ example: '2026-03-13', description: 'The day whose rate was used; the older one where two were' })
  rateDay: string;

  @ApiProperty({ description: 'Days by which that rate is older than the day asked for; above 0 it was carried forward' })
  rateAgeDays: number;
}
