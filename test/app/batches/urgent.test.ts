import * as E from 'fp-ts/Either';
import { usualBatchLimits } from '../../../src/app/batches/batch-deps';
import type { Journal } from '../../../src/domain/ports/journal';
import type { UserId } from '../../../src/domain/shared/codecs';
import { batchesQuestions } from '../../../src/projections/batches/questions';
import { afterChunks, batchProcess, carryOut, populate, release } from '../../support/batching';
import { type LedgerUnderTest, openLedgerUnderTest, request, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
const PEOPLE = 120;
const CHUNKS = 40;
let ledger: LedgerUnderTest;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  await populate(ledger, 'u', PEOPLE);
});
afterAll(async () => ledger.close());

type Commit = { readonly position: bigint; readonly inbox: bigint };

/** Notes each chunk's commit, and how far the inbox was then. */
const noting = (journal: Journal, commits: Array<Commit>): Journal => ({
  ...journal,
  append: (stream, expected, events) => async () => {
    const appended = await journal.append(stream, expected, events)();
    if (E.isRight(appended) && stream.startsWith('chunk-'))
      commits.push({ position: appended.right.position, inbox: ledger.progress.position('inbox') });
    return appended;
  },
});

it('no more than two chunk commits stand between an urgent notification and its row in the inbox', async () => {
  const limits = { ...usualBatchLimits, chunk: PEOPLE / CHUNKS };
  const { requestForEveryone } = batchProcess(ledger, 'p-0', { limits });
  const { batchId } = right(await ledger.settle(requestForEveryone(release())())).value;
  await ledger.caughtUp();
  const commits: Array<Commit> = [];
  const urgent: Array<Commit> = [];
  const interrupt = async (): Promise<void> => {
    const asked = request({ userId: 'u-000' as UserId, priority: 'P0', channels: ['websocket'] });
    const { position } = right(await ledger.commands.requestNotification(service, asked, undefined)());
    urgent.push({ position, inbox: ledger.progress.position('inbox') });
  };
  const journal = [5, 15, 25].reduce(
    (before, count) => afterChunks(before, count, interrupt),
    noting(ledger.journal, commits),
  );
  await carryOut(ledger, [batchProcess(ledger, 'p-1', { journal })], async () => {
    const row = right(await batchesQuestions(ledger.views).batchRow(batchId)()).value;
    return row?.status === 'completed';
  });
  expect(commits).toHaveLength(CHUNKS);
  for (const { position, inbox } of urgent) {
    const before = commits.filter((commit) => commit.position < position && commit.position > inbox);
    const meanwhile = commits.filter((commit) => commit.position > position && commit.inbox < position);
    expect({ before: before.length <= 2, meanwhile: meanwhile.length <= 2 }).toStrictEqual({
      before: true,
      meanwhile: true,
    });
  }
});
