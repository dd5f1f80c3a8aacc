import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import type { DtoClass } from './contract.js';
import { ServiceError } from './service-error.js';

/** Path of the field → what is wrong with it. */
export type FieldProblems = Record<string, string[]>;

function collect(errors: ValidationError[], prefix: string, into: FieldProblems): FieldProblems {
  for (const error of errors) {
    const path = prefix ? `${prefix}.${error.property}` : error.property;
    if (error.constraints) into[path] = Object.values(error.constraints);
    if (error.children?.length) collect(error.children, path, into);
  }
  return into;
}

/** `class-validator`'s errors as one flat table. */
export function fieldProblems(errors: ValidationError[]): FieldProblems {
  return collect(errors, '', {});
}

/**
 * Turns parsed JSON into an instance of the input class. Unknown fields are refused.
 * @throws ServiceError `invalid-input` with the problems by field
 */
export async function toInput<T extends object>(dto: DtoClass<T>, value: unknown): Promise<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ServiceError('invalid-input', 'The input must be an object');
  }
  if (hasNul(value)) throw new ServiceError('invalid-input', 'Texts must not contain the NUL character');
  const instance = plainToInstance(dto, value);
  const errors = await validate(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (errors.length) {
    const problems = fieldProblems(errors);
    throw new ServiceError('invalid-input', Object.values(problems).flat().join('; '), { fields: problems });
  }
  return instance;
}

/** PostgreSQL keeps no NUL in a text, so none may come in anywhere. */
function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNul);
}
