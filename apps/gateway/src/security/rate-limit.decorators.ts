import { SetMetadata } from '@nestjs/common';

export const CREDENTIAL_ROUTE = 'gateway:credential-route';

/** A route where passwords can be guessed: counted apart, with a lower limit. */
export const CredentialRoute = (): MethodDecorator => SetMetadata(CREDENTIAL_ROUTE, true);
