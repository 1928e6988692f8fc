// Imports point one way (ARCHITECTURE.md): renderer -> src/api; electron -> src/library -> src/db, src/ml -> src/api.
const layers = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|electron|renderer|build|test)/', pathNot: [from, ...allowed] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    layers('api-imports-nothing', '^src/api/', []),
    layers('db-imports-api', '^src/db/', ['^src/api/']),
    layers('ml-imports-api', '^src/ml/', ['^src/api/']),
    layers('library-imports-db-ml-api', '^src/library/', ['^src/db/', '^src/ml/', '^src/api/']),
    layers('command-line-imports-library', '^src/cli', ['^src/library/', '^src/ml/', '^src/api/']),
    // The command line of the installed app runs in main: electron/main/installed-command-line.ts.
    layers('electron-imports-library-api', '^electron/', ['^src/library/', '^src/ml/', '^src/api/', '^src/cli/']),
    layers('renderer-imports-api', '^renderer/', ['^src/api/']),
    {
      name: 'no-electron-outside-electron',
      severity: 'error',
      from: { path: '^(src|renderer)/' },
      to: { path: '(^|node_modules/)electron(-log)?(/|$)' },
    },
    {
      name: 'no-node-in-renderer',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sql-only-in-db',
      severity: 'error',
      from: { pathNot: '^src/db/' },
      to: { path: 'better-sqlite3' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '(^src/ml/training/|^src/ml/models/)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default', 'types'],
    },
  },
};
