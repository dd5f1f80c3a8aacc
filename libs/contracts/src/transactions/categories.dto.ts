import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsHexColor, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';

/** A category of the Plaid personal finance taxonomy, or one of the user's own. */
export class Category {
  @ApiProperty({ example: 'FOOD_AND_DRINK_GROCERIES', description: "Plaid's name, or a uuid for the user's own" })
  id: string;

  @ApiProperty({ example: 'Groceries' })
  name: string;

  @ApiPropertyOptional({ example: 'FOOD_AND_DRINK', description: 'Absent for a primary category' })
  parentId?: string;

  @ApiProperty({ description: "The user's own, which may be changed" })
  own: boolean;

  @ApiPropertyOptional({ example: '#2f9e44' })
  color?: string;
}

export class CategoryList {
  @ApiProperty({ type: [Category] })
  items: Category[];
}

export class CreateCategoryInput {
  @ApiProperty({ example: 'School trips' })
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  name: string;

  @ApiPropertyOptional({ example: 'TRAVEL', description: 'A primary category it belongs under; absent makes a primary one' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  parentId?: string;

  @ApiPropertyOptional({ example: '#2f9e44' })
  @IsOptional()
  @IsHexColor()
  color?: string;
}

export class CategoryChanges extends PartialType(CreateCategoryInput) {}

export class UpdateCategoryInput extends CategoryChanges {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;
}

export class DeleteCategoryInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;

  @ApiPropertyOptional({ description: 'Category its transactions move to; without it they become uncategorised' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  moveTo?: string;
}
