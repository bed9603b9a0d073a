/** The style of the house as far as a machine can see it. The reasons stand beside the rules that need one. */
import fpTs from 'eslint-plugin-fp-ts';
import tseslint from 'typescript-eslint';

const clockAndChance = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The time is handed in.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'The time is handed in.' },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'The time is handed in.',
  },
  {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'Chance is handed in.',
  },
];
const shape = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'Import the file itself; barrels hide cycles.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
  { selector: 'TSModuleDeclaration[kind!="global"]', message: 'Use modules.' },
];
const effects = [
  { selector: 'ThrowStatement', message: 'A refusal is a value: return a Left.' },
  { selector: 'AwaitExpression', message: 'No effects here: domain and projections are pure.' },
  { selector: 'ForOfStatement[await=true]', message: 'No effects here: domain and projections are pure.' },
];
const unsteadyTests = [
  {
    selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(skip|only|todo)$/]',
    message: 'Every test runs, always.',
  },
  {
    selector: 'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
    message: 'Every test runs, always.',
  },
  {
    selector: 'CallExpression[callee.object.name="jest"][callee.property.name=/^(mock|doMock|retryTimes)$/]',
    message: 'Hand in another record; no module mocks, no second chances.',
  },
];
const restrict = (...groups) => ({ 'no-restricted-syntax': ['error', ...groups.flat()] });

/** fp-ts and io-ts as a small vocabulary, so that each use can be read without knowing the rest of them. */
const vocabulary = {
  paths: [
    { name: 'fp-ts', message: 'Import the module: fp-ts/Either.' },
    ...['monocle-ts', 'newtype-ts', 'io-ts-types', 'fp-ts-contrib'].map((name) => ({
      name,
      message: 'Not used here.',
    })),
  ],
  patterns: [
    {
      regex: '^fp-ts/(?!(Either|TaskEither|ReadonlyArray|ReadonlyNonEmptyArray|Option|function)$)',
      message: 'Only pipe, flow, Either, TaskEither, Option and the readonly arrays are in use.',
    },
    { regex: '^io-ts/', message: 'Stable io-ts only: import * as t from "io-ts".' },
    { regex: '^(monocle-ts|newtype-ts|io-ts-types|fp-ts-contrib)/', message: 'Not used here.' },
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'data/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { 'fp-ts': fpTs },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/array-type': ['error', { default: 'generic' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/promise-function-async': 'error',
      // A function that answers with a promise says so by `async`, even where it awaits nothing.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'fp-ts/no-discarded-pure-expression': 'error',
      'fp-ts/no-lib-imports': 'error',
      'fp-ts/no-pipeable': 'error',
      'fp-ts/no-redundant-flow': 'error',
      'fp-ts/prefer-traverse': 'error',
      'no-restricted-imports': ['error', vocabulary],
      ...restrict(shape),
      eqeqeq: 'error',
      // An exhaustive switch over the events of an aggregate is one decision, however many cases it has.
      complexity: ['error', { max: 10, variant: 'modified' }],
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'error', ...restrict(shape, clockAndChance) },
  },
  { files: ['src/adapters/system/**/*.ts'], rules: restrict(shape) },
  { files: ['src/domain/**/*.ts', 'src/projections/**/*.ts'], rules: restrict(shape, clockAndChance, effects) },
  {
    // Bodies of replies and rows of a bare driver are `any` by their libraries' types; a test compares them whole.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      ...restrict(shape, unsteadyTests),
    },
  },
);
