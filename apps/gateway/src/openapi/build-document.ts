import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Problem } from '../http/problem.js';
import { finishDocument } from './finish-document.js';

const DESCRIPTION = `Money, and the things that money depends on, on your own machine.

Amounts are whole numbers in the minor unit of their currency (cents), dates are \`YYYY-MM-DD\` without a zone.
Refusals are problem details (RFC 9457) with a stable \`code\`. A POST may carry an \`Idempotency-Key\`: sent again within
24 hours with the same body, it gets the answer of the first time and has no second effect.`;

/** The OpenAPI 3.1 document of every public route of the application. */
export function buildDocument(app: INestApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Steward')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Access token of a signed-in person, or an API key' },
      'bearer',
    )
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'API key (`stw_…`)' }, 'apiKey')
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    extraModels: [Problem],
    operationIdFactory: (_controller, method) => method,
  });
  return finishDocument(document);
}
