import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

/** One description to categorise. */
export class PredictCategoryInput {
  @ApiProperty({ example: 'POS PURCHASE WOOLWORTHS SANDTON 23 AUG', description: 'The text as the bank wrote it' })
  @IsString()
  @MinLength(1)
  @MaxLength(10_000)
  description: string;

  @ApiPropertyOptional({ example: -153.85, description: 'Signed amount; negative is money spent. Only its sign is used' })
  @IsOptional()
  @IsNumber({ allowInfinity: false, allowNaN: false })
  amount?: number;
}

/** A category of the Plaid personal finance taxonomy, with how sure the model is. */
export class CategoryGuess {
  @ApiProperty({ example: 'FOOD_AND_DRINK' })
  primary: string;

  @ApiProperty({ example: 'FOOD_AND_DRINK_GROCERIES' })
  detailed: string;

  @ApiProperty({
    example: 0.93,
    minimum: 0,
    maximum: 1,
    description: 'Calibrated probability that the primary category is right',
  })
  confidence: number;
}

/** The model version that answered. */
export class ModelVersion {
  @ApiProperty({ example: 'transaction-category' })
  name: string;

  @ApiProperty({ example: '1' })
  version: string;
}

export class CategoryPrediction extends CategoryGuess {
  @ApiProperty({ description: 'The confidence is below what the model counts as an answer: better ask a person' })
  abstained: boolean;

  @ApiProperty({ type: [CategoryGuess], description: 'The next likely categories, best first' })
  alternatives: CategoryGuess[];

  @ApiProperty({ type: ModelVersion })
  model: ModelVersion;
}

/** Many descriptions at once. Parallel arrays, because an import sends thousands and an object a row costs more than the prediction. */
export class PredictCategoriesInput {
  @ApiProperty({ type: [String], maxItems: 2000 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2000)
  @IsString({ each: true })
  @MaxLength(10_000, { each: true })
  descriptions: string[];

  @ApiPropertyOptional({ type: [Number], description: 'Signed amounts in minor units, in the order of descriptions' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2000)
  @IsInt({ each: true })
  amountsMinor?: number[];

  @ApiPropertyOptional({ minimum: 1, maximum: 16, default: 1, description: 'How many primary categories to rank for each' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(16)
  top?: number;
}

/** The next likely categories of many descriptions. Names once and numbers in rows: objects would be most of the answer. */
export class RankedAlternatives {
  @ApiProperty({ type: [String], example: ['FOOD_AND_DRINK_GROCERIES'], description: 'Detailed categories that the rows name' })
  categories: string[];

  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'integer' } },
    description: 'For each description the indexes of categories, best first',
  })
  ranked: number[][];

  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'number' } },
    description: 'The probability of the primary category of each, in the order of ranked',
  })
  confidence: number[][];
}

export class CategoryPredictions {
  @ApiProperty({ type: ModelVersion })
  model: ModelVersion;

  @ApiProperty({ type: [CategoryGuess], description: 'In the order of the input' })
  predictions: CategoryGuess[];

  @ApiPropertyOptional({ type: RankedAlternatives, description: 'Those after the first, where more than one was asked for' })
  alternatives?: RankedAlternatives;
}

/** One word of a description and what it did for the category. */
export class WordWeight {
  @ApiProperty({ example: 'woolworths' })
  text: string;

  @ApiProperty({ description: 'Where it begins in the description, in UTF-16 code units' })
  start: number;

  @ApiProperty()
  end: number;

  @ApiProperty({
    example: 0.41,
    minimum: -1,
    maximum: 1,
    description: 'Probability of the category with the word less that without it: negative where the word speaks against it',
  })
  weight: number;
}

/** Why a description has its category: which words decided. */
export class CategoryExplanation {
  @ApiProperty({ type: CategoryPrediction })
  prediction: CategoryPrediction;

  @ApiProperty({ type: [WordWeight], description: 'In the order of the text' })
  words: WordWeight[];

  @ApiProperty({
    example: 0.12,
    minimum: -1,
    maximum: 1,
    description: 'Probability of the category with the direction of the amount less that without it; 0 without an amount',
  })
  directionWeight: number;
}
