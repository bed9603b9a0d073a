import { randomBytes } from 'node:crypto';
import * as E from 'fp-ts/Either';
import type { Snapshot, ViewNotReady } from '../../../domain/ports/views';
import type { StoredRow, ViewId } from '../../../domain/shared/view';
import { keepLease, leaseMillis } from './keep-lease';
import { unpackRow } from './pack-row';
import { buffers, toBegun } from './replies';
import type { RunScripts } from './run-script';
import { beginSnapshotScript } from './scripts/read-scripts';
import { endSnapshotScript, pageScript } from './scripts/snapshot-scripts';

const rowsAtOnce = 256;

type Unpacked = ReturnType<typeof unpackRow>;
/** Rows, and where to go on; undefined where there is nothing more. */
type Page = { readonly rows: ReadonlyArray<StoredRow>; readonly next: Buffer | undefined };

const after = (key: Buffer): Buffer => Buffer.concat([key, Buffer.from([0xff])]);

/** Of two runs of rows, each of which may have been cut short, how far both are known. */
const knownThrough = (runs: ReadonlyArray<ReadonlyArray<Unpacked>>): Buffer | undefined =>
  runs
    .flatMap((run) => (run.length < rowsAtOnce ? [] : run.slice(-1)))
    .map(({ key }) => key)
    .sort((one, other) => Buffer.compare(one, other))[0];

/** What was changed since stands as it was then, and not at all where it was not there. */
const merge = (now: ReadonlyArray<Unpacked>, then: ReadonlyArray<Unpacked>): Page => {
  const last = knownThrough([now, then]);
  const byKey = new Map([...now, ...then].map((one) => [one.key.toString('latin1'), one]));
  const rows = [...byKey.values()]
    .filter(({ key }) => last === undefined || Buffer.compare(key, last) <= 0)
    .sort((one, other) => Buffer.compare(one.key, other.key))
    .flatMap(({ row }) => row ?? []);
  return { rows, next: last && after(last) };
};

/**
 * A view as of one instant while it is written on: who changes a row first puts its image aside for the snapshots that are
 * being read. The memory that this takes is what changes meanwhile. A view that is replaced is read on to the end; one that is
 * begun anew or dropped ends its snapshots: their rows throw then.
 */
export const readSnapshot = async (
  run: RunScripts,
  view: ViewId,
  ledgerId: string,
): Promise<E.Either<ViewNotReady, Snapshot>> => {
  const id = randomBytes(8).toString('hex');
  const reply = await run.onStanding(beginSnapshotScript, view, [view.version, ledgerId, id, leaseMillis]);
  if (reply === null) return E.left({ _tag: 'ViewNotReady', view: view.name });
  const { checkpoint, generation } = toBegun(reply);
  const { name } = view;
  const letGo = keepLease(run, name, generation, id);

  const page = async (from: Buffer): Promise<Page> => {
    const found = await run.onGeneration(pageScript, name, generation, [id, leaseMillis, from, rowsAtOnce]);
    if (!Array.isArray(found)) throw new Error('The view was begun anew, or its snapshot was not read for too long');
    const [now, then] = found.map((rows) => buffers(rows).map(unpackRow));
    return merge(now ?? [], then ?? []);
  };
  const rows = async function* (): AsyncGenerator<StoredRow> {
    for (let next: Buffer | undefined = Buffer.alloc(0); next !== undefined;) {
      const read: Page = await page(next);
      yield* read.rows;
      next = read.next;
    }
  };
  // Where Redis is away, the lease ends the snapshot.
  const close = async (): Promise<void> => {
    letGo();
    await run.onGeneration(endSnapshotScript, name, generation, [id]).catch(() => undefined);
  };
  return E.right({ checkpoint, rows: rows(), close });
};
