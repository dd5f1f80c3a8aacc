import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';

/** A user's rule: where the text occurs, this category holds, whatever the model thinks. */
export class CreateRuleInput {
  @ApiProperty({
    example: 'woolworths',
    description: 'Text that must occur in description or counterparty; case does not matter',
  })
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  contains: string;

  @ApiProperty({ example: 'FOOD_AND_DRINK_GROCERIES' })
  @IsString()
  @MaxLength(100)
  categoryId: string;
}

export class Rule extends CreateRuleInput {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class RuleList {
  @ApiProperty({ type: [Rule], description: 'In the order in which they are tried' })
  items: Rule[];
}
