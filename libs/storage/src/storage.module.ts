import { Module } from '@nestjs/common';
import { join } from 'node:path';
import { Config } from '#config';
import { BlobStore } from './blob-store.js';
import { LocalBlobStore } from './local-blob-store.js';

/** Provides `BlobStore`: the folder `blobs` of the data folder. */
@Module({
  providers: [
    {
      provide: BlobStore,
      inject: [Config],
      useFactory: (config: Config) => new LocalBlobStore(join(config.dataFolder, 'blobs')),
    },
  ],
  exports: [BlobStore],
})
export class StorageModule {}
