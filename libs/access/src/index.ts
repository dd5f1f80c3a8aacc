export { Authenticator, type Headers } from './authenticator.js';
