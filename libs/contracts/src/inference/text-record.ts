import { ValidateBy, type ValidationOptions } from 'class-validator';

const MAX_ENTRIES = 50;
const MAX_KEY = 100;
const MAX_VALUE = 500;

/** A small record of texts, such as tags: at most 50 of them, keys up to 100 and values up to 500 characters. */
export function IsTextRecord(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isTextRecord',
      validator: {
        validate: isTextRecord,
        defaultMessage: (args) => `${args?.property} must be an object of at most ${MAX_ENTRIES} texts`,
      },
    },
    options,
  );
}

function isTextRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MAX_ENTRIES &&
    entries.every(([key, text]) => key.length <= MAX_KEY && typeof text === 'string' && text.length <= MAX_VALUE)
  );
}
