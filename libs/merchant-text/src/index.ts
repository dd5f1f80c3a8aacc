export * from './fold-text.js';
