import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_MEDIA_TYPE } from '../http/problem.js';
import { NEVER_REPLAYED_EXTENSION } from '../idempotency/never-replayed.decorator.js';
import { PUBLIC_EXTENSION } from '../security/access.decorators.js';

type Json = Record<string, unknown>;

interface Operation extends Json {
  responses: Json;
  parameters?: Json[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const PROBLEM_RESPONSE = {
  description: 'A refusal or failure',
  content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'A value of your own (a uuid) that makes it safe to send this request again',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

/**
 * Says what holds for all operations in one place (problems, authentication, idempotency keys), turns Nest's OpenAPI 3.0
 * habits into 3.1, and sorts the schemas by name so that the committed document changes only where the API does.
 */
export function finishDocument(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = (path as unknown as Record<string, Operation | undefined>)[method];
      if (operation) finishOperation(method, operation);
    }
  }
  const schemas = Object.entries(document.components?.schemas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  document.components = { ...document.components, schemas: Object.fromEntries(schemas) };
  return toOpenApi31(document) as OpenAPIObject;
}

function finishOperation(method: string, operation: Operation): void {
  operation.responses['default'] = PROBLEM_RESPONSE;
  const open = take(operation, PUBLIC_EXTENSION);
  operation['security'] = open ? [] : [{ bearer: [] }, { apiKey: [] }];
  const neverReplayed = take(operation, NEVER_REPLAYED_EXTENSION);
  if (method === 'post' && !open && !neverReplayed) operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
}

function take(operation: Operation, extension: string): boolean {
  const present = operation[extension] === true;
  delete operation[extension];
  return present;
}

/** `nullable: true` became a type of its own; an object without properties may hold anything. */
function toOpenApi31(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toOpenApi31);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, toOpenApi31(value)])) as Json;
  if (nullable === true && typeof rest['type'] === 'string') rest['type'] = [rest['type'], 'null'];
  const anything = rest['type'] === 'object' && !rest['properties'] && !rest['additionalProperties'] && !rest['allOf'];
  return anything ? { ...rest, additionalProperties: true } : rest;
}
