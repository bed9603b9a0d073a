import { setTimeout as pause } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { ServerAccess } from '../compose/find-server';
import { RebuildOrdered } from '../http/answers/projection';
import type { LastRebuildView, ProjectionView } from '../projections';
import { complain } from './complain';
import { EXIT } from './exit';
import { createProgressBar } from './progress-bar';
import { askProjections } from './projections-list';

const LOOK_EVERY_MILLIS = 250;
/** The bar counts in thousandths. */
const WHOLE = 1_000;

type Ordered = { readonly name: string; readonly body: unknown; readonly json?: true; readonly wait: boolean };
type Ended = { readonly rebuildId: string; readonly outcome: LastRebuildView['outcome']; readonly reason?: string };

/** How it ended; undefined while it goes on. */
const endOf = (rebuildId: string, { rebuild, lastRebuild }: ProjectionView): Ended | undefined => {
  if (lastRebuild?.rebuildId === rebuildId) return lastRebuild;
  return rebuild?.rebuildId === rebuildId ? undefined : { rebuildId, outcome: 'ended-elsewhere' };
};

const untilEnded = async (server: ServerAccess, name: string, rebuildId: string): Promise<E.Either<string, Ended>> => {
  const bar = createProgressBar(`rebuilding ${name}`);
  try {
    for (;;) {
      const asked = await askProjections(server);
      if (E.isLeft(asked)) return asked;
      const one = asked.right.find((projection) => projection.name === name);
      const end = one === undefined ? undefined : endOf(rebuildId, one);
      if (end !== undefined) return E.right(end);
      const { progress = 0, rate = 0 } = one?.rebuild ?? {};
      bar.update(Math.floor(progress * WHOLE), WHOLE, `${String(rate)} events/s`);
      // The ledger's own clock keeps no process alive, and nothing else does here.
      await pause(LOOK_EVERY_MILLIS);
    }
  } finally {
    bar.stop();
  }
};

const words: Readonly<Record<Ended['outcome'], string>> = {
  switched: 'Rebuilt, and switched to.',
  cancelled: 'Called off.',
  failed: 'It could not be rebuilt',
  stopped: 'The server stops; it goes on when it is started again.',
  'ended-elsewhere': 'It was ended elsewhere; ask for the list.',
};

/** Waits for the end of what was ordered, with a bar on a terminal. */
export const followRebuild = async (server: ServerAccess, { name, body, json, wait }: Ordered): Promise<number> => {
  if (!RebuildOrdered.is(body)) return complain('The server answers with something else than a rebuild.');
  const { rebuildId } = body;
  if (!wait) {
    process.stdout.write(`${json ? JSON.stringify({ rebuildId }) : 'Ordered.'}\n`);
    return EXIT.ok;
  }
  const ended = await untilEnded(server, name, rebuildId);
  if (E.isLeft(ended)) return complain(ended.left);
  const { outcome, reason } = ended.right;
  const said = `${words[outcome]}${reason === undefined ? '' : `: ${reason}`}`;
  process.stdout.write(`${json ? JSON.stringify(ended.right) : said}\n`);
  return outcome === 'switched' ? EXIT.ok : EXIT.failed;
};
