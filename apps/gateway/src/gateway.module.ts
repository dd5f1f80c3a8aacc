import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { Authenticator } from '#access';
import { DatabaseModule } from '#database';
import { JobsModule } from '#jobs';
import { StorageModule } from '#storage';
import { controllers } from './controllers.js';
import { database } from './entities.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ValidationPipe } from './http/validation.pipe.js';
import { ExpireKeysService } from './idempotency/expire-keys.service.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { IdempotencyRepository } from './idempotency/idempotency.repository.js';
import { AccessGuard } from './security/access.guard.js';
import { RateLimitGuard } from './security/rate-limit.guard.js';
import { ExpireUploadsService } from './uploads/expire-uploads.service.js';
import { UploadStore } from './uploads/upload.store.js';

/** The only public door. The guards run in the order in which they stand here. */
@Module({
  imports: [DatabaseModule.fromConfig(), DatabaseModule.forService(database), JobsModule.fromConfig(), StorageModule],
  controllers,
  providers: [
    Authenticator,
    UploadStore,
    ExpireUploadsService,
    IdempotencyRepository,
    ExpireKeysService,
    RateLimitGuard,
    { provide: APP_GUARD, useExisting: RateLimitGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useClass: ValidationPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
})
export class GatewayModule {}
