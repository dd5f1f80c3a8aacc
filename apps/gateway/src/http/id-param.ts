import { IdInput } from '#contracts/common';

/** The `{id}` of a path, checked like any other input. */
export class IdParam extends IdInput {}
