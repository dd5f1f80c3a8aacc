import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
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
} from 'class-validator';

/** Amounts are integers in the currency's minor unit, within what a JSON number carries exactly. */
export const MAX_MINOR = Number.MAX_SAFE_INTEGER;

/** Calendar date without a zone. */
export const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

export const ACCOUNT_TYPES = ['checking', 'savings', 'credit-card', 'cash', 'loan', 'investment', 'other'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

export class CreateAccountInput {
  @ApiProperty({ example: 'Everyday account' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @ApiProperty({ enum: ACCOUNT_TYPES, enumName: 'AccountType' })
  @IsIn(ACCOUNT_TYPES)
  type: AccountType;

  @ApiProperty({ example: 'EUR', description: 'ISO 4217 code' })
  @IsISO4217CurrencyCode()
  currency: string;

  @ApiPropertyOptional({ example: 125000, description: 'Balance before the first transaction, in minor units', default: 0 })
  @IsOptional()
  @IsInt()
  @Min(-MAX_MINOR)
  @Max(MAX_MINOR)
  openingBalanceMinor?: number;

  @ApiPropertyOptional({ example: 'First Bank' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  institution?: string;

  @ApiPropertyOptional({ description: "The bank's own number or name of the account; files that name it find this account" })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  bankRef?: string;
}

export class AccountChanges extends PartialType(CreateAccountInput) {
  @ApiPropertyOptional({ description: 'Hidden from lists; its transactions stay' })
  @IsOptional()
  @IsBoolean()
  archived?: boolean;
}

export class UpdateAccountInput extends AccountChanges {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;
}

export class DeleteAccountInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;

  @ApiPropertyOptional({ description: 'Delete its transactions too; without it an account that has any is refused' })
  @IsOptional()
  @IsBoolean()
  withTransactions?: boolean;
}

export class Account {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: ACCOUNT_TYPES, enumName: 'AccountType' })
  type: AccountType;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty()
  openingBalanceMinor: number;

  @ApiProperty({ description: 'Opening balance and every booked transaction, in minor units' })
  balanceMinor: number;

  @ApiProperty()
  transactionCount: number;

  @ApiPropertyOptional({ description: 'Booked date of the newest transaction', example: '2026-03-31' })
  lastBookedOn?: string;

  @ApiPropertyOptional()
  institution?: string;

  @ApiPropertyOptional()
  bankRef?: string;

  @ApiProperty()
  archived: boolean;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class AccountList {
  @ApiProperty({ type: [Account] })
  items: Account[];
}

export class BalancesInput {
  @ApiPropertyOptional({ description: 'End of this day; today and everything later when absent', example: '2026-03-31' })
  @IsOptional()
  @Matches(CALENDAR_DATE)
  on?: string;
}

export class AccountBalance {
  @ApiProperty({ format: 'uuid' })
  accountId: string;

  @ApiProperty()
  currency: string;

  @ApiProperty()
  balanceMinor: number;
}

export class CurrencyTotal {
  @ApiProperty()
  currency: string;

  @ApiProperty()
  balanceMinor: number;
}

/** One sum over several currencies. */
export class ConvertedTotal {
  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ description: 'Minor units, without what is listed as missing' })
  totalMinor: number;

  @ApiPropertyOptional({ example: '2026-03-02', description: 'The oldest rate day used; absent where nothing was converted' })
  rateDay?: string;

  @ApiPropertyOptional({ description: 'Days by which that rate is older than the day asked for' })
  rateAgeDays?: number;

  @ApiProperty({ type: [String], description: 'Currencies without a rate: their amounts are not in the total' })
  missing: string[];
}

export class Balances {
  @ApiProperty({ type: [AccountBalance] })
  accounts: AccountBalance[];

  @ApiProperty({ type: [CurrencyTotal], description: 'One sum a currency; amounts of different currencies are never added' })
  totals: CurrencyTotal[];

  @ApiProperty({ type: ConvertedTotal, description: 'All of it in the reporting currency, at the rates of the day' })
  reporting: ConvertedTotal;
}
