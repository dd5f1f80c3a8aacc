import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

/** The property that tells a class of conditions or actions from the others. */
export const Kind = (kind: string): PropertyDecorator => applyDecorators(ApiProperty({ enum: [kind] }), IsIn([kind]));
