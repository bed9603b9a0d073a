/** app -> adapters -> projections -> domain: imports only go right, and only app/compose names an adapter. */
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
const layer = (name, from, to, comment) => rule(name, { path: from }, { path: to }, comment);

/** Whose folder may know a driver; everyone else speaks to its port. */
const drivers = {
  '@photostructure/sqlite': 'src/adapters/embedded/',
  amqplib: 'src/adapters/rabbitmq/',
  express: 'src/app/http/',
  handlebars: 'src/adapters/handlebars/',
  ioredis: 'src/adapters/redis/',
  nodemailer: 'src/adapters/smtp/',
  ws: 'src/adapters/websocket/',
  // The protocol's face is made of the stubs that the client is generated from.
  '@eventstore': 'src/adapters/(eventstoredb|eventstoredb-protocol)/',
};
const oneAdapterPerDriver = Object.entries(drivers).map(([driver, home]) =>
  rule(
    `one-adapter-per-driver-${driver.replace(/\W+/g, '-').replace(/^-/, '')}`,
    // The benchmarks measure a driver bare, beside the adapter that is made of it.
    { path: '^src', pathNot: `^(${home}|src/app/bench/)` },
    { path: `node_modules/(@types/)?${driver}/` },
    `${driver} is known in ${home} alone`,
  ),
);

const npm = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'unknown'];
const pure = '^src/(domain|projections)';
const vetted = 'node_modules/(fp-ts|io-ts)/';

module.exports = {
  forbidden: [
    rule(
      'no-circular',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'what needs each other is one thing, or has a third in common',
    ),
    layer('domain-looks-inward', '^src/domain', '^src/(projections|adapters|app)', 'domain imports only domain'),
    layer('projections-know-facts-only', '^src/projections', '^src/(adapters|app)', 'projections import only domain'),
    layer('rules-do-not-see-ports', '^src/domain/(?!ports/)', '^src/domain/ports/', 'decide and evolve need no I/O'),
    layer('shared-stands-alone', '^src/domain/shared/', '^src/domain/(?!shared/)', 'shared knows no aggregate'),
    layer('adapters-serve', '^src/adapters', '^src/app', 'adapters implement ports, they call nobody'),
    rule(
      'adapters-are-strangers',
      { path: '^src/adapters/([^/]+)/' },
      { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
      'an adapter can be taken out without touching another',
    ),
    rule(
      'only-compose-picks-adapters',
      { path: '^src/app', pathNot: '^src/app/(compose|bench)/' },
      { path: '^src/adapters' },
      'everyone else is handed a port; the benchmarks measure adapters bare',
    ),
    rule('domain-is-pure', { path: pure }, { dependencyTypes: ['core'] }, 'no I/O, no clock, no chance in here'),
    rule(
      'domain-packages',
      { path: pure, pathNot: '^src/domain/shared/' },
      { dependencyTypes: npm, pathNot: vetted },
      'rules and folds are made of fp-ts and io-ts',
    ),
    rule(
      'domain-packages-shared',
      { path: '^src/domain/shared/' },
      { dependencyTypes: npm, pathNot: [vetted, 'node_modules/@noble/hashes/'] },
      'one pure hash besides, for derived ids',
    ),
    ...oneAdapterPerDriver,
    rule('no-tests-in-src', { path: '^src' }, { path: '^(test|scripts)/' }, 'what ships does not know its tests'),
    rule(
      'no-dev-packages-in-src',
      { path: '^src' },
      { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
      'what ships runs on dependencies alone',
    ),
    rule('resolvable', {}, { couldNotResolve: true }, 'an import that cannot be found escapes every other rule'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
