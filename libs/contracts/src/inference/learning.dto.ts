import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { ModelInput } from './models.dto.js';

/** How a model may go on learning without anybody asking. */
export class LearningPolicy {
  @ApiProperty({ description: 'Train a next version when drift is major' })
  @IsBoolean()
  retrainOnDrift: boolean;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: 1,
    example: 0.01,
    description:
      'Promote a trained version whose accuracy on recent corrections is better by this much; absent: a person promotes',
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  promoteWhenBetterBy?: number;
}

export class SetLearningPolicyInput extends ModelInput {
  @ApiProperty()
  @IsBoolean()
  retrainOnDrift: boolean;

  @ApiPropertyOptional({ minimum: 0, maximum: 1 })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  promoteWhenBetterBy?: number;
}

export class ModelLearning {
  @ApiProperty({ description: 'The model can be trained here' })
  trainable: boolean;

  @ApiProperty({ type: LearningPolicy })
  policy: LearningPolicy;

  @ApiProperty({ description: 'Rows whose answer a person chose' })
  labelledRows: number;

  @ApiPropertyOptional({ description: 'The job that trains now' })
  jobId?: string;
}

/** How a trained version does against the one that serves, on rows neither has seen. */
export class TrainedVersion {
  @ApiProperty({ example: '3' })
  version: string;

  @ApiProperty({ description: 'Accuracy on the fixed held-out set' })
  heldOutAccuracy: number;

  @ApiProperty()
  productionHeldOutAccuracy: number;

  @ApiProperty({ description: 'Latest labelled rows that were kept out of the training' })
  recentRows: number;

  @ApiPropertyOptional()
  recentAccuracy?: number;

  @ApiPropertyOptional()
  productionRecentAccuracy?: number;

  @ApiProperty({ description: 'Promoted by the rule' })
  promoted: boolean;

  @ApiProperty()
  conclusion: string;
}

export class StartedTraining {
  @ApiProperty({ format: 'uuid' })
  jobId: string;
}
