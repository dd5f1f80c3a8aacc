import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CategoryExplanation } from '../inference/index.js';
import { CATEGORY_SOURCES, type CategorySource } from './transactions.dto.js';

/** An own choice that speaks for a category. */
export class SimilarChoice {
  @ApiProperty({ format: 'uuid' })
  transactionId: string;

  @ApiProperty({ example: 'WOOLWORTHS SANDTON' })
  description: string;

  @ApiProperty({ example: '2026-03-14' })
  bookedOn: string;

  @ApiProperty({ example: 'FOOD_AND_DRINK_GROCERIES' })
  categoryId: string;
}

/** Why a transaction has its category. */
export class TransactionExplanation {
  @ApiProperty({ enum: CATEGORY_SOURCES, enumName: 'CategorySource' })
  source: CategorySource;

  @ApiPropertyOptional({ description: 'The category that it has' })
  categoryId?: string;

  @ApiPropertyOptional({ minimum: 0, maximum: 1 })
  confidence?: number;

  @ApiProperty({ example: 'You put WOOLWORTHS into Groceries three times.', description: 'The reason in one sentence' })
  reason: string;

  @ApiPropertyOptional({ description: 'The rule that decided, where it still says so' })
  ruleId?: string;

  @ApiPropertyOptional({ description: 'Its name' })
  ruleName?: string;

  @ApiProperty({ type: [SimilarChoice], description: 'The latest own choices for the merchant, at most five' })
  choices: SimilarChoice[];

  @ApiPropertyOptional({
    type: CategoryExplanation,
    description: 'What the model says, and which words decided; absent while it is away',
  })
  model?: CategoryExplanation;

  @ApiPropertyOptional({ description: 'What the model read: the places of its words are places in this text' })
  modelText?: string;
}
