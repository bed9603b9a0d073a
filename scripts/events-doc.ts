/** Writes docs/events.md from the codecs; with --check it writes nothing, and fails where the page says something else. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eventsPage } from './events-doc/page';

const page = join(__dirname, '..', 'docs', 'events.md');
const usage =
  'npm run docs             writes docs/events.md from the codecs\nnpm run docs -- --check  fails where it is out of date';

const run = (): number => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  if (values.check !== true) {
    writeFileSync(page, eventsPage());
    return 0;
  }
  if (existsSync(page) && readFileSync(page, 'utf8') === eventsPage()) return 0;
  console.error('docs/events.md says something else than the codecs: npm run docs');
  return 1;
};

process.exitCode = run();
