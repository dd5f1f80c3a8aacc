import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { RuleDraft } from './rules.dto.js';
import { Transaction, TransactionFilter } from './transactions.dto.js';

/** A rule as it stands in the form: what would it do? */
export class PreviewRuleInput extends RuleDraft {
  @ApiPropertyOptional({ minimum: 1, maximum: 50, default: 10, description: 'Changes to show' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(50)
  sample?: number;
}

/** A part that a rule makes of a transaction. */
export class SplitOutcome {
  @ApiPropertyOptional()
  categoryId?: string;

  @ApiProperty({ description: 'Signed, minor units' })
  amountMinor: number;

  @ApiPropertyOptional()
  notes?: string;
}

/** What a rule may change of a transaction, as it would be afterwards. */
export class RuleOutcome {
  @ApiPropertyOptional()
  categoryId?: string;

  @ApiPropertyOptional()
  counterparty?: string;

  @ApiPropertyOptional()
  notes?: string;

  @ApiProperty({ type: [String] })
  tags: string[];

  @ApiProperty()
  isTransfer: boolean;

  @ApiPropertyOptional({ type: [SplitOutcome], description: 'The parts it is divided into' })
  parts?: SplitOutcome[];
}

export class PreviewedChange {
  @ApiProperty({ type: Transaction })
  before: Transaction;

  @ApiProperty({ type: RuleOutcome })
  after: RuleOutcome;
}

/** What an unsaved rule would do to the whole ledger. The counts are of all transactions, whatever the sample's size. */
export class RulePreview {
  @ApiProperty({ description: 'Transactions in the ledger: all of them were looked at' })
  total: number;

  @ApiProperty({ description: 'Transactions that its conditions find' })
  matched: number;

  @ApiProperty({ description: 'Those of them that would change; the rest is so already, or a person said otherwise' })
  changed: number;

  @ApiProperty({ type: [PreviewedChange], description: 'The latest that would change' })
  sample: PreviewedChange[];
}

export class ApplyRulesInput {
  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    description: 'These rules, also if they are off; absent: all that are on',
  })
  @IsOptional()
  @IsArray()
  @IsUUID('all', { each: true })
  ruleIds?: string[];

  @ApiPropertyOptional({ type: TransactionFilter, description: 'Only transactions that this filter finds' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TransactionFilter)
  filter?: TransactionFilter;
}

export class StartedRuleRun {
  @ApiProperty({ format: 'uuid' })
  runId: string;

  @ApiProperty({ format: 'uuid', description: 'Follow it at /api/v1/jobs/{id}' })
  jobId: string;
}

export const RULE_RUN_STATES = ['running', 'completed', 'undoing', 'undone', 'failed'] as const;
export type RuleRunState = (typeof RULE_RUN_STATES)[number];

/** One application of rules to transactions that were there already. */
export class RuleRun {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: RULE_RUN_STATES, enumName: 'RuleRunState' })
  state: RuleRunState;

  @ApiProperty({ type: [String], description: 'Names of the rules, as they were then' })
  rules: string[];

  @ApiProperty({ description: 'Transactions that it changed' })
  changed: number;

  @ApiPropertyOptional({ description: 'When undone: those that had been changed since, and so were left' })
  kept?: number;

  @ApiPropertyOptional({ format: 'uuid', description: 'The job that works on it' })
  jobId?: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class RuleRunList {
  @ApiProperty({ type: [RuleRun], description: 'The latest first, a hundred at most' })
  items: RuleRun[];
}

/** The same correction was made at least twice: a rule would have done it. */
export class RuleSuggestion {
  @ApiProperty({ example: 'woolworths', description: 'Names it, to dismiss it' })
  merchantKey: string;

  @ApiProperty({ example: 'WOOLWORTHS 1234', description: 'As the latest of them calls it' })
  merchant: string;

  @ApiProperty({ description: 'Text that all of them contain' })
  contains: string;

  @ApiProperty()
  categoryId: string;

  @ApiProperty({ description: 'How many transactions a person gave this category' })
  corrections: number;
}

export class RuleSuggestionList {
  @ApiProperty({ type: [RuleSuggestion], description: 'The most often corrected first, fifty at most' })
  items: RuleSuggestion[];
}

export class ListSuggestionsInput {
  @ApiPropertyOptional({ format: 'uuid', description: "Only for this transaction's merchant" })
  @IsOptional()
  @IsUUID()
  transactionId?: string;
}

export class DismissSuggestionInput {
  @ApiProperty({ example: 'woolworths' })
  @IsString()
  @MaxLength(300)
  merchantKey: string;

  @ApiProperty({ example: 'FOOD_AND_DRINK_GROCERIES' })
  @IsString()
  @MaxLength(100)
  categoryId: string;
}

/** Kept for jobs' results: how a run ended. */
export class RuleRunResult {
  @ApiProperty({ format: 'uuid' })
  runId: string;

  @ApiProperty()
  changed: number;

  @ApiProperty({ enum: ['applied', 'undone'] })
  @IsIn(['applied', 'undone'])
  outcome: 'applied' | 'undone';

  @ApiPropertyOptional()
  kept?: number;
}
