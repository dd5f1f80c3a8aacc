import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { MODEL_VERSION, ModelInput } from './models.dto.js';

export const DRIFT_LEVELS = ['stable', 'moderate', 'major', 'not-enough-data'] as const;
export type DriftLevel = (typeof DRIFT_LEVELS)[number];

export class DriftInput extends ModelInput {
  @ApiPropertyOptional({ description: 'The one of production unless told' })
  @IsOptional()
  @Matches(MODEL_VERSION)
  version?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 720, default: 168, description: 'Hours back from now that are compared' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(720)
  hours?: number;
}

/** One kind of input or output, then and now. */
export class DriftSignal {
  @ApiProperty({ example: 'confidence' })
  signal: string;

  @ApiProperty({ enum: ['input', 'output'] })
  kind: 'input' | 'output';

  @ApiProperty({ description: 'Population stability index' })
  psi: number;

  @ApiProperty({ description: 'Jensen–Shannon distance, base 2: 0 … 1' })
  jensenShannon: number;

  @ApiProperty({ enum: DRIFT_LEVELS, enumName: 'DriftLevel' })
  level: DriftLevel;

  @ApiProperty({ example: 'Descriptions are longer than those it was trained on' })
  reason: string;

  @ApiProperty({ type: [String], description: 'Names of the bins' })
  bins: string[];

  @ApiProperty({ type: [Number], description: 'Shares of the reference' })
  reference: number[];

  @ApiProperty({ type: [Number], description: 'Shares of the window' })
  current: number[];
}

export class DriftReport {
  @ApiProperty()
  version: string;

  @ApiProperty({ description: 'Predictions in the window' })
  rows: number;

  @ApiProperty({ enum: DRIFT_LEVELS, enumName: 'DriftLevel', description: 'The worst of the signals' })
  level: DriftLevel;

  @ApiProperty({ enum: ['training', 'first predictions'], description: 'What the window is compared with' })
  referenceFrom: 'training' | 'first predictions';

  @ApiProperty({ type: [DriftSignal], description: 'The worst first' })
  signals: DriftSignal[];
}
