import * as fc from 'fast-check';
import { openTemporaryViews } from '../../../src/adapters/embedded/views/open-temporary-views';
import { verifyView } from '../../../src/app/audit/verify-view';
import { findHalfMade } from '../../../src/app/rebuild/half-made';
import { allProjections } from '../../../src/projections/all-projections';
import { inbox } from '../../../src/projections/inbox/project';
import { historiesOf, toNewEvent } from '../../support/histories';
import { type JournalServer, startJournalServer } from '../../support/journal-server';
import { ledgerId, type ProjectingOnRedis, projectOnRedis } from '../../support/project-on-redis';
import { ordered } from '../../support/rebuild-scene';
import { redisForTests } from '../../support/redis';
import { right } from '../../support/right';
import { linesUntil, runProcess, type RunningProcess } from '../../support/run-process';
import { removeDirectory, temporaryDirectory } from '../../support/server-process';
import { until } from '../../support/until';

const KILLED = 2;
const EVENTS = process.env['LEDGER_TEST_SIZE'] === 'full' ? 20_000 : 400;

const redis = redisForTests();
let directory: string;
let journalServer: JournalServer;
let here: ProjectingOnRedis;
beforeAll(async () => {
  directory = await temporaryDirectory();
  journalServer = await startJournalServer(directory);
  here = await projectOnRedis(journalServer.url, redis().url);
}, 60_000);
afterAll(async () => {
  await here.stop();
  await journalServer.end('SIGTERM');
  await removeDirectory(directory);
});

/** Tells the history, one event after another, until it ends or nobody wants to hear more. */
const tellOn = () => {
  const [told = []] = fc.sample(historiesOf(EVENTS, EVENTS), { numRuns: 1, seed: 20_260_301 });
  const lengths = new Map<string, bigint>();
  let next = 0;
  return async (count: number): Promise<void> => {
    for (const one of told.slice(next, next + count)) {
      next += 1;
      const appended = await here.journal.append(one.stream, lengths.get(one.stream) ?? 'no-stream', [
        toNewEvent(one, next),
      ])();
      lengths.set(one.stream, right(appended).revision);
    }
  };
};

const kill = async ({ child, ended }: RunningProcess): Promise<void> => {
  child.kill('SIGKILL');
  await ended;
};

it('folds each view once, however many processes do it and whenever one of them is killed', async () => {
  const tell = tellOn();
  const portion = Math.floor(EVENTS / (2 * KILLED + 1));
  await tell(portion);
  for (let round = 0; round < KILLED; round += 1) {
    const other = runProcess('project', [journalServer.url, redis().url]);
    const isOnItsWay = linesUntil(other, (line) => Number(line) > 0);
    await tell(portion);
    if ((await isOnItsWay).length === 0) throw new Error('the other process has ended by itself');
    if (round === 1) right(await here.rebuilds.begin(inbox, ordered)());
    const telling = tell(portion);
    await linesUntil(other, () => true);
    await kill(other);
    await telling;
  }
  await until('the end of the rebuild', async () => right(await findHalfMade(here.views, inbox)) === undefined);
  const head = right(await here.journal.head()());
  for (const projection of allProjections) {
    expect(await here.progress.reached(projection.name, head, 30_000)).toBe(true);
    const verdict = await verifyView({ ...here, openAside: openTemporaryViews(ledgerId) })(projection)();
    expect(right(verdict)).toMatchObject({ view: projection.name, differences: 0, isOfThisJournal: true });
  }
}, 120_000);
