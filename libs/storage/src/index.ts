export { BlobStore, type BlobInfo, type StoredBlob } from './blob-store.js';
export { LocalBlobStore } from './local-blob-store.js';
export { StorageModule } from './storage.module.js';
