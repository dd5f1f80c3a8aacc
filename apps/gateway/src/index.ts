export { buildDocument } from './openapi/build-document.js';
export { documentedApp } from './openapi/documented-app.js';
