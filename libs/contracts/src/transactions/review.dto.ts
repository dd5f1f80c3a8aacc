import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsNotEmpty, IsString, MaxLength, ValidateNested } from 'class-validator';

export const REVIEW_DIRECTIONS = ['out', 'in'] as const;
export type ReviewDirection = (typeof REVIEW_DIRECTIONS)[number];

/** Names a group of the review queue: one merchant, money spent there or money from there. */
export class ReviewGroupKey {
  @ApiProperty({ example: 'tesco stores', description: 'What all descriptions of the merchant have in common' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  merchantKey: string;

  @ApiProperty({ enum: REVIEW_DIRECTIONS, enumName: 'ReviewDirection' })
  @IsIn(REVIEW_DIRECTIONS)
  direction: ReviewDirection;
}

/** A category and how probable it is. */
export class ReviewGuess {
  @ApiProperty({ example: 'FOOD_AND_DRINK_GROCERIES' })
  categoryId: string;

  @ApiProperty({ minimum: 0, maximum: 1 })
  confidence: number;
}

export class ReviewSample {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  accountId: string;

  @ApiProperty({ example: '2026-03-14' })
  bookedOn: string;

  @ApiProperty({ example: -1599 })
  amountMinor: number;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ description: 'As the bank wrote it' })
  description: string;

  @ApiPropertyOptional()
  counterparty?: string;
}

export class ReviewSum {
  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ example: -4210 })
  amountMinor: number;
}

/** The other rows of a transaction's merchant. */
export class AlikeCount {
  @ApiProperty({ example: 12, description: 'Rows of another category or none, which no person and no rule has decided' })
  rows: number;
}

/** Rows of one merchant whose category nobody is sure of; one answer settles them all. */
export class ReviewGroup extends ReviewGroupKey {
  @ApiProperty({ example: 'Tesco Stores', description: 'As the person or Steward calls the merchant' })
  name: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Absent until the counterparty has been noted' })
  counterpartyId?: string;

  @ApiProperty({ example: 12, description: 'How many rows one answer settles' })
  count: number;

  @ApiProperty({ example: 4.7, description: 'Expected number of rows that the answer puts right: the sum of 1 − confidence' })
  value: number;

  @ApiProperty({ type: [ReviewSum] })
  sums: ReviewSum[];

  @ApiProperty({ type: [ReviewSample], description: 'The newest' })
  samples: ReviewSample[];

  @ApiProperty({ type: [ReviewGuess], description: 'What Steward would choose now, best first; empty where it has no idea' })
  guesses: ReviewGuess[];
}

export class ReviewPage {
  @ApiProperty({ type: [ReviewGroup], description: 'What teaches most comes first' })
  items: ReviewGroup[];

  @ApiPropertyOptional({ description: 'Absent on the last page' })
  nextCursor?: string;

  @ApiProperty({ description: 'Groups in the whole queue' })
  groups: number;

  @ApiProperty({ description: 'Rows in the whole queue' })
  rows: number;

  @ApiProperty({ description: 'The queue is made of the newest doubtful rows; true where there are older ones besides' })
  more: boolean;
}

export class ReviewCount {
  @ApiProperty({ example: 23 })
  groups: number;
}

/** A person's answer for a group. */
export class ReviewDecision extends ReviewGroupKey {
  @ApiProperty({ example: 'FOOD_AND_DRINK_GROCERIES' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  categoryId: string;
}

export class DecideReviewInput {
  @ApiProperty({ type: [ReviewDecision], maxItems: 200 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ReviewDecision)
  decisions: ReviewDecision[];
}

export class SkipReviewInput {
  @ApiProperty({ type: [ReviewGroupKey], maxItems: 200 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ReviewGroupKey)
  groups: ReviewGroupKey[];
}

/** A step through the queue; its id takes it back. */
export class ReviewAct {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 12, description: 'Rows that have got the category, or are left for later' })
  affected: number;
}
