import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** How often a person's own choices were foreseen, each from the ones before it. */
export class LearningScore {
  @ApiProperty({ minimum: 0, maximum: 1, description: 'Share whose very category was foreseen' })
  accuracy: number;

  @ApiProperty({ description: 'Mean of −ln of the probability that the chosen category had; lower is better' })
  logLoss: number;
}

/** One tuning of the learner to its user. */
export class LearningVersion {
  @ApiProperty({ example: 3 })
  version: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ description: 'Whether it foresaw better than what served until then, and so serves now' })
  promoted: boolean;

  @ApiProperty({ description: 'Corrections that were looked at' })
  corrections: number;

  @ApiProperty({ description: 'The latest choices among them, one a merchant and step, which the scores are of' })
  heldOut: number;

  @ApiProperty({ type: LearningScore, description: 'The model for everybody alone' })
  coldStart: LearningScore;

  @ApiProperty({ type: LearningScore, description: 'What served until then' })
  before: LearningScore;

  @ApiProperty({ type: LearningScore, description: 'The best that was found' })
  after: LearningScore;
}

/** What Steward has learned from one person. Nothing of it leaves the machine. */
export class LearningStatus {
  @ApiProperty({ description: 'Transactions whose category the person chose; the latest 5,000 at most' })
  corrections: number;

  @ApiProperty({ description: 'Merchants among them' })
  merchants: number;

  @ApiPropertyOptional({ description: 'The version that serves; absent while the default does' })
  serving?: number;

  @ApiProperty({ type: [LearningVersion], description: 'The newest first, ten at most' })
  versions: LearningVersion[];
}
