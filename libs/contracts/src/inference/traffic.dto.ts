import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNumber,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { MODEL_VERSION, ModelInput, ModelVersionInput } from './models.dto.js';

/** A version's part of the users. */
export class TrafficVariant {
  @ApiProperty({ example: '2' })
  @Matches(MODEL_VERSION)
  version: string;

  @ApiProperty({ example: 0.2, minimum: 0, maximum: 1 })
  @IsNumber()
  @Min(0)
  @Max(1)
  share: number;
}

/** Who answers where a caller names no version: one version a user, by a hash of the user, and perhaps one that only watches. */
export class SetTrafficInput extends ModelInput {
  @ApiPropertyOptional({
    type: [TrafficVariant],
    description: 'An A/B split; shares add up to 1. Absent: production answers all',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  @Type(() => TrafficVariant)
  variants?: TrafficVariant[];

  @ApiPropertyOptional({ example: '3', description: 'A version that predicts too, is compared, and never answers' })
  @IsOptional()
  @Matches(MODEL_VERSION)
  shadow?: string;
}

export class TrafficSplit {
  @ApiProperty({ type: [TrafficVariant], description: 'Empty where production answers all' })
  variants: TrafficVariant[];

  @ApiPropertyOptional()
  shadow?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  startedAt?: string;
}

/** Told of predictions afterwards: how many of a version's answers were right. */
export class RecordOutcomesInput extends ModelVersionInput {
  @ApiProperty({ example: 18, minimum: 0, maximum: 1_000_000 })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  right: number;

  @ApiProperty({ example: 2, minimum: 0, maximum: 1_000_000 })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  wrong: number;
}

/** What a version did since the split began. */
export class VersionTraffic {
  @ApiProperty()
  version: string;

  @ApiProperty({ description: 'Rows it predicted' })
  predictions: number;

  @ApiPropertyOptional({ description: 'Mean of its confidences' })
  meanConfidence?: number;

  @ApiProperty({ description: 'Outcomes that were told' })
  outcomes: number;

  @ApiPropertyOptional({ description: 'Share of right ones' })
  accuracy?: number;

  @ApiPropertyOptional({ type: [Number], description: '95 % Wilson interval of the accuracy' })
  interval?: number[];
}

/** Two versions compared, with how sure one can be. */
export class VersionComparison {
  @ApiProperty({ example: '1' })
  champion: string;

  @ApiProperty({ example: '2' })
  challenger: string;

  @ApiProperty({
    enum: ['outcomes', 'labelled rows'],
    description: 'By what each answered to its own users, or both on the same rows whose category a person chose',
  })
  by: 'outcomes' | 'labelled rows';

  @ApiProperty()
  rows: number;

  @ApiProperty({ description: 'Accuracy of the challenger less that of the champion' })
  difference: number;

  @ApiProperty({ type: [Number], description: 'Its 95 % interval' })
  interval: number[];

  @ApiProperty({ description: 'How likely the challenger is the better one, 0 … 1' })
  probability: number;

  @ApiProperty({ enum: ['champion', 'challenger', 'undecided'] })
  better: 'champion' | 'challenger' | 'undecided';

  @ApiProperty({ example: 'Version 2 is better: right on 84 of 100 rows against 79, which chance would give in 1 of 60 cases.' })
  conclusion: string;
}

/** A kind of disagreement of two versions. */
export class Disagreement {
  @ApiProperty()
  champion: string;

  @ApiProperty()
  challenger: string;

  @ApiProperty()
  rows: number;
}

/** How often a watching version says the same as the one that answers. */
export class ShadowAgreement {
  @ApiProperty()
  version: string;

  @ApiProperty()
  rows: number;

  @ApiPropertyOptional({ description: 'Share of rows with the same class' })
  agreement?: number;

  @ApiPropertyOptional({ description: "Cohen's kappa" })
  kappa?: number;

  @ApiPropertyOptional({ description: 'Mean absolute difference of the confidences' })
  confidenceDifference?: number;

  @ApiProperty({ type: [Disagreement], description: 'The most frequent ones' })
  disagreements: Disagreement[];
}

export class TrafficReport {
  @ApiProperty({ type: TrafficSplit })
  split: TrafficSplit;

  @ApiProperty({ type: [VersionTraffic] })
  versions: VersionTraffic[];

  @ApiProperty({ type: [VersionComparison] })
  comparisons: VersionComparison[];

  @ApiPropertyOptional({ type: ShadowAgreement })
  shadow?: ShadowAgreement;
}

/** Which rows a person has labelled, to compare two versions on. */
export class CompareVersionsInput extends ModelInput {
  @ApiProperty()
  @Matches(MODEL_VERSION)
  champion: string;

  @ApiProperty()
  @Matches(MODEL_VERSION)
  challenger: string;
}
