/** Jest runs the TypeScript sources as ES modules (NODE_OPTIONS=--experimental-vm-modules) through SWC. */
export default {
  testEnvironment: '<rootDir>/test/support/node-environment.cjs',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'mjs', 'json', 'node'],
  transform: { '^.+\\.tsx?$': '@swc/jest' },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // A CommonJS package (@fastify/static) requires this ES module: Node can do that, Jest cannot.
    '^content-disposition$': '<rootDir>/test/support/content-disposition.cjs',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/', '<rootDir>/bench/'],
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
  testTimeout: 60_000,
};
