import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { toInput, type DtoClass } from '#rpc';

const PLAIN = new Set<unknown>([Object, String, Number, Boolean, Array]);

/**
 * Checks bodies, queries and paths against the contract's own classes, exactly as the services do: unknown fields are
 * refused, values become what the class says. Throws `invalid-input` with the problems by field.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom' || !metatype || PLAIN.has(metatype)) return value;
    // No body at all is an empty one; a query has no prototype, which class-transformer stumbles over.
    const given = value === undefined ? {} : type === 'body' ? value : { ...(value as object) };
    return toInput(metatype as DtoClass, given);
  }
}
