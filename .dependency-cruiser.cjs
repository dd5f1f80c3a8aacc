/** The walls of the house: who may import whom. Checked by `npm run boundaries`. */
const APPS = '^apps/(?!steward/)([^/]+)/';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Nothing may import itself in a circle.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file nobody imports is dead, unless it is an entry.',
      from: {
        orphan: true,
        pathNot: [
          '(^|/)main\\.tsx?$',
          // Started as threads.
          '\\.worker\\.ts$',
          '\\.spec\\.tsx?$',
          '\\.d\\.ts$',
          '^apps/web/public/',
          '^scripts/',
          '^bench/',
          '^test/',
          '^models/[^/]+/training/',
          '\\.config\\.[cm]?[jt]s$',
        ],
      },
      to: {},
    },
    {
      name: 'apps-import-only-libs',
      severity: 'error',
      comment: 'An app reaches another one through its contract, never by import.',
      from: { path: APPS },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'only-steward-composes',
      severity: 'error',
      comment: 'apps/steward is the only place where an app imports another; nothing imports it.',
      from: { pathNot: ['^apps/steward/', '^test/', '^bench/', '^scripts/'] },
      to: { path: '^apps/steward/' },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: '^(libs|migrations|models)/', pathNot: '^models/[^/]+/(training|evaluation)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'web-imports-only-the-client',
      severity: 'error',
      comment: 'The browser talks to the gateway through the generated client.',
      from: { path: '^apps/web/' },
      to: { path: '^(apps/(?!web/)|libs/(?!api-client/)|migrations/)' },
    },
    {
      name: 'production-imports-no-dev-packages',
      severity: 'error',
      from: {
        path: '^(apps|libs|migrations)/',
        pathNot: ['^apps/web/', '^libs/api-client/', '\\.spec\\.tsx?$', '^apps/[^/]+/(test|conformance)/'],
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.jsx', '.cjs', '.json'],
    },
  },
};
