import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsISO4217CurrencyCode,
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
import { CALENDAR_DATE, MAX_MINOR } from './accounts.dto.js';

/** An account whose money, or a share of it, is meant for a goal. */
export class GoalAccount {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  accountId: string;

  @ApiProperty({ minimum: 1, maximum: 100, example: 100, description: 'Share of the balance, in percent' })
  @IsInt()
  @Min(1)
  @Max(100)
  sharePercent: number;
}

export class CreateGoalInput {
  @ApiProperty({ example: 'Emergency fund' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @ApiProperty({ example: 500000, description: 'Minor units' })
  @IsInt()
  @Min(1)
  @Max(MAX_MINOR)
  targetMinor: number;

  @ApiPropertyOptional({ example: 'EUR', description: 'The reporting currency when absent' })
  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: '2027-06-30' })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @Matches(CALENDAR_DATE)
  targetOn?: string | null;

  @ApiPropertyOptional({ description: 'Saved outside of the accounts, minor units', default: 0 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_MINOR)
  manualMinor?: number;

  @ApiPropertyOptional({ type: [GoalAccount] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique((account: GoalAccount) => account.accountId)
  @ValidateNested({ each: true })
  @Type(() => GoalAccount)
  accounts?: GoalAccount[];
}

/** Fields absent stay as they are. */
export class GoalChanges extends PartialType(CreateGoalInput) {
  @ApiPropertyOptional({
    minimum: 0,
    description: 'Place among the goals: the first takes first of an account that several share',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000)
  position?: number;
}

export class UpdateGoalInput extends GoalChanges {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;
}

export class Goal {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty()
  targetMinor: number;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiPropertyOptional({ example: '2027-06-30' })
  targetOn?: string;

  @ApiProperty()
  manualMinor: number;

  @ApiProperty({ type: [GoalAccount] })
  accounts: GoalAccount[];

  @ApiProperty({ description: 'Money of an account that several goals share is counted for the first of them' })
  savedMinor: number;

  @ApiProperty({ description: 'Saved a month, on average of the last six' })
  averageMonthlyMinor: number;

  @ApiPropertyOptional({ description: 'To be saved each month until the day' })
  neededMonthlyMinor?: number;

  @ApiPropertyOptional({ example: '2027-03', description: 'Month in which it is reached if saving goes on as it did' })
  reachedIn?: string;

  @ApiPropertyOptional({ description: 'Absent without a day' })
  onTrack?: boolean;
}

export class GoalList {
  @ApiProperty({ type: [Goal], description: 'In the order in which they take from accounts they share' })
  items: Goal[];

  @ApiProperty({ type: [String], description: 'Currencies without a rate: those balances count for no goal in another one' })
  missing: string[];
}
