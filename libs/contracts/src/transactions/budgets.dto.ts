import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MAX_MINOR } from './accounts.dto.js';
import { CALENDAR_MONTH } from './month-totals.dto.js';

/** What a month leaves to the next: nothing, what is left of it, or what is left or was overspent. */
export const ROLLOVERS = ['none', 'leftover', 'all'] as const;
export type Rollover = (typeof ROLLOVERS)[number];

export class BudgetMonthInput {
  @ApiPropertyOptional({ example: '2026-03', description: 'The present month when absent' })
  @IsOptional()
  @Matches(CALENDAR_MONTH)
  month?: string;
}

export class BudgetSetting {
  @ApiProperty({
    example: 'FOOD_AND_DRINK',
    description: 'A primary category stands for all below it without a budget of their own',
  })
  @IsString()
  @MaxLength(100)
  categoryId: string;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 40000,
    description: 'Minor units of the reporting currency, for this month and those to come; `null` ends the budget',
  })
  @ValidateIf((_, value) => value !== null)
  @IsInt()
  @Min(0)
  @Max(MAX_MINOR)
  amountMinor: number | null;

  @ApiPropertyOptional({ enum: ROLLOVERS, enumName: 'Rollover', description: 'As before when absent; `none` at first' })
  @IsOptional()
  @IsIn(ROLLOVERS)
  rollover?: Rollover;
}

export class SetBudgetsInput {
  @ApiProperty({ example: '2026-03', description: 'From this month on; earlier months stay as they were' })
  @Matches(CALENDAR_MONTH)
  month: string;

  @ApiProperty({ type: [BudgetSetting] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(300)
  @ValidateNested({ each: true })
  @Type(() => BudgetSetting)
  budgets: BudgetSetting[];
}

/** One category's budget in a month. Amounts in minor units of the month's currency; spending is positive, refunds take from it. */
export class BudgetLine {
  @ApiProperty()
  categoryId: string;

  @ApiProperty({ example: '2026-01', description: 'Month from which the amount holds' })
  fromMonth: string;

  @ApiProperty()
  amountMinor: number;

  @ApiProperty({ enum: ROLLOVERS, enumName: 'Rollover' })
  rollover: Rollover;

  @ApiProperty({ description: 'What the months before left, or owe' })
  carriedMinor: number;

  @ApiProperty()
  spentMinor: number;

  @ApiProperty({ description: 'Amount and what was carried, less what was spent' })
  leftMinor: number;

  @ApiProperty({
    description: 'Part of what is available that is usually spent by the end of the day; all of it for months past',
  })
  expectedMinor: number;

  @ApiProperty({ description: 'Spending at the end of the month if it goes on as usual' })
  projectedMinor: number;

  @ApiProperty({ description: "The pace is one's own of the last six months; else a straight line" })
  ownPace: boolean;
}

export class UnbudgetedSpending {
  @ApiPropertyOptional({ description: 'Absent: uncategorised' })
  categoryId?: string;

  @ApiProperty()
  spentMinor: number;
}

export class BudgetMonth {
  @ApiProperty({ example: '2026-03' })
  month: string;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({
    description: 'Days of the month that are over, today included; all of them for a month past, 0 for one to come',
  })
  day: number;

  @ApiProperty()
  days: number;

  @ApiProperty({ type: [BudgetLine] })
  budgets: BudgetLine[];

  @ApiProperty({ type: [UnbudgetedSpending], description: 'Largest first' })
  unbudgeted: UnbudgetedSpending[];

  @ApiProperty()
  incomeMinor: number;

  @ApiProperty()
  budgetedMinor: number;

  @ApiProperty({ description: 'All spending, budgeted or not' })
  spentMinor: number;

  @ApiProperty({ type: [String], description: 'Currencies without a rate: their amounts are left out' })
  missing: string[];
}

/** What a category usually costs. */
export class BudgetSuggestion {
  @ApiProperty()
  categoryId: string;

  @ApiProperty({ description: 'Median of the six months before, months without any spending included' })
  amountMinor: number;
}

export class BudgetSuggestions {
  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ type: [BudgetSuggestion], description: 'Largest first' })
  items: BudgetSuggestion[];
}
