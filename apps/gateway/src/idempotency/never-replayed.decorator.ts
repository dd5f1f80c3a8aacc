import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const NEVER_REPLAYED = 'gateway:never-replayed';

/** Marks an operation in the OpenAPI document that takes no Idempotency-Key; see openapi/build-document.ts. */
export const NEVER_REPLAYED_EXTENSION = 'x-never-replayed';

/** The answer is a secret, or the request a file: it is not stored, and an Idempotency-Key has no effect. */
export const NeverReplayed = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(NEVER_REPLAYED, true), ApiExtension(NEVER_REPLAYED_EXTENSION, true));
