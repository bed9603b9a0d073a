/**
 * Types are `tsc`'s job; here swc only strips them. Dependencies that are published as ES modules alone go through swc
 * as well, because jest's own module system does not load them with `require`.
 */
const esModulesOnly = ['jose'];

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/support/threads.ts'],
  maxWorkers: 2,
  testTimeout: process.env.LEDGER_TEST_SIZE === 'full' ? 30 * 60_000 : 30_000,
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly.join('|')})/)`, '<rootDir>/dist/'],
};
