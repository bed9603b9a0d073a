import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as t from 'io-ts';

const root = resolve(__dirname, '..', '..');
const Report = t.type({
  summary: t.type({ violations: t.array(t.type({ from: t.string, rule: t.type({ name: t.string }) })) }),
});

/** Files of a small house, by path; the text of each is its imports. */
type House = Readonly<Record<string, ReadonlyArray<string>>>;

const inHouse = async <A>(house: House, use: (folder: string) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-house-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const name of ['package.json', 'tsconfig.json']) symlinkSync(join(root, name), join(folder, name));
    for (const [path, imports] of Object.entries(house)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const lines = imports.map((name) => `import '${name}';`);
      writeFileSync(join(folder, path), [...lines, 'export const here = 1;'].join('\n'));
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const cruise = async (folder: string): Promise<ReadonlyArray<string>> => {
  const tool = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = join(root, 'depcruise.cjs');
  const args = [tool, '--config', config, '--output-type', 'json', 'src', 'test'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 16 * 1024 * 1024 });
  const report: unknown = JSON.parse(stdout);
  if (!Report.is(report)) throw new Error('dependency-cruiser reports in another shape');
  return report.summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`).sort();
};

const lawful: House = {
  'src/domain/shared/ids.ts': ['@noble/hashes/sha2.js'],
  'src/domain/ports/journal.ts': ['../shared/ids', 'fp-ts/TaskEither'],
  'src/domain/notification/decide.ts': ['../shared/ids', 'fp-ts/Either', 'io-ts'],
  'src/projections/inbox/project.ts': ['../../domain/notification/decide'],
  'src/adapters/embedded/journal.ts': ['../../domain/ports/journal', '@photostructure/sqlite', 'node:fs'],
  'src/adapters/smtp/send.ts': ['nodemailer', '../../domain/ports/journal'],
  'src/app/http/router.ts': ['express', '../../projections/inbox/project'],
  'src/app/compose/embedded.ts': ['../../adapters/embedded/journal', '../../adapters/smtp/send', '../http/router'],
  'test/domain/decide.test.ts': ['../../src/domain/notification/decide'],
};

const unlawful: ReadonlyArray<readonly [rule: string, file: string, imports: string]> = [
  ['domain-looks-inward', 'src/domain/notification/evolve.ts', '../../projections/inbox/project'],
  ['projections-know-facts-only', 'src/projections/inbox/row.ts', '../../adapters/embedded/journal'],
  ['rules-do-not-see-ports', 'src/domain/notification/state.ts', '../ports/journal'],
  ['shared-stands-alone', 'src/domain/shared/codecs.ts', '../notification/decide'],
  ['adapters-serve', 'src/adapters/smtp/index.ts', '../../app/http/router'],
  ['adapters-are-strangers', 'src/adapters/smtp/pool.ts', '../embedded/journal'],
  ['only-compose-picks-adapters', 'src/app/workers/deliver.ts', '../../adapters/smtp/send'],
  ['domain-is-pure', 'src/domain/policies/retry.ts', 'node:fs'],
  ['domain-packages', 'src/projections/inbox/questions.ts', 'pino'],
  ['domain-packages', 'src/domain/notification/hash.ts', '@noble/hashes/sha2.js'],
  ['domain-packages-shared', 'src/domain/shared/json.ts', 'pino'],
  ['one-adapter-per-driver-photostructure-sqlite', 'src/app/cli/audit.ts', '@photostructure/sqlite'],
  ['one-adapter-per-driver-express', 'src/app/workers/serve.ts', 'express'],
  ['one-adapter-per-driver-amqplib', 'src/adapters/redis/views.ts', 'amqplib'],
  ['one-adapter-per-driver-ioredis', 'src/adapters/rabbitmq/publish.ts', 'ioredis'],
  ['one-adapter-per-driver-ws', 'src/app/http/socket.ts', 'ws'],
  ['one-adapter-per-driver-nodemailer', 'src/app/http/mail.ts', 'nodemailer'],
  ['one-adapter-per-driver-handlebars', 'src/adapters/smtp/render.ts', 'handlebars'],
  ['one-adapter-per-driver-eventstore', 'src/adapters/embedded/client.ts', '@eventstore/db-client'],
  ['no-tests-in-src', 'src/app/main.ts', '../../test/domain/decide.test'],
  ['no-dev-packages-in-src', 'src/app/cli/demo.ts', 'fast-check'],
  ['resolvable', 'src/app/cli/gone.ts', './nowhere'],
];

it('lets a lawful house stand', async () => {
  expect(await inHouse(lawful, cruise)).toStrictEqual([]);
});

it('names each import that breaks a rule, and the rule', async () => {
  const house = { ...lawful, ...Object.fromEntries(unlawful.map(([, file, imports]) => [file, [imports]])) };
  expect(await inHouse(house, cruise)).toStrictEqual(unlawful.map(([rule, file]) => `${file}: ${rule}`).sort());
});

it('finds two modules that need each other', async () => {
  const house = { 'src/domain/batch/a.ts': ['./b'], 'src/domain/batch/b.ts': ['./a'], 'test/none.ts': [] };
  expect(await inHouse(house, cruise)).toContain('src/domain/batch/a.ts: no-circular');
});
