import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { MAX_MINOR } from './accounts.dto.js';
import { Kind } from './rule-kind.js';

export const ACTION_KINDS = [
  'set-category',
  'set-counterparty',
  'add-tags',
  'remove-tags',
  'set-notes',
  'append-notes',
  'mark-transfer',
  'split',
] as const;
export type RuleActionKind = (typeof ACTION_KINDS)[number];

/** What an action of an unknown kind is checked as, so that the refusal names the kinds there are. */
export class RuleActionBase {
  @IsIn(ACTION_KINDS)
  kind: RuleActionKind;
}

export class SetCategoryAction {
  @Kind('set-category')
  kind: 'set-category';

  @ApiProperty({ example: 'FOOD_AND_DRINK_GROCERIES' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  categoryId: string;
}

export class SetCounterpartyAction {
  @Kind('set-counterparty')
  kind: 'set-counterparty';

  @ApiProperty({ example: 'Woolworths' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  counterparty: string;
}

class TagsAction {
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(50, { each: true })
  tags: string[];
}

export class AddTagsAction extends TagsAction {
  @Kind('add-tags')
  kind: 'add-tags';
}

export class RemoveTagsAction extends TagsAction {
  @Kind('remove-tags')
  kind: 'remove-tags';
}

class NotesAction {
  @ApiProperty()
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  notes: string;
}

export class SetNotesAction extends NotesAction {
  @Kind('set-notes')
  kind: 'set-notes';
}

/** Adds a line, where the notes do not contain it yet. */
export class AppendNotesAction extends NotesAction {
  @Kind('append-notes')
  kind: 'append-notes';
}

/** Money moved between own accounts: neither spending nor income. */
export class MarkTransferAction {
  @Kind('mark-transfer')
  kind: 'mark-transfer';
}

/** One part of a divided transaction: so much, or such a share of the whole. The last may say neither and takes what remains. */
export class RuleSplitPart {
  @ApiPropertyOptional({ description: 'Absent: uncategorised' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  categoryId?: string;

  @ApiPropertyOptional({ minimum: 1, description: "Size in minor units of the transaction's currency" })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_MINOR)
  amountMinor?: number;

  @ApiPropertyOptional({ minimum: 0.01, maximum: 100, example: 33.33, description: 'Of the whole amount, to two decimals' })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0.01)
  @Max(100)
  percent?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(500)
  notes?: string;
}

/** Divides the transaction; one too small for its parts stays whole. */
export class SplitAction {
  @Kind('split')
  kind: 'split';

  @ApiProperty({ type: [RuleSplitPart], minItems: 2, maxItems: 20 })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => RuleSplitPart)
  parts: RuleSplitPart[];
}

export type RuleAction =
  | SetCategoryAction
  | SetCounterpartyAction
  | AddTagsAction
  | RemoveTagsAction
  | SetNotesAction
  | AppendNotesAction
  | MarkTransferAction
  | SplitAction;
