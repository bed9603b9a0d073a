import * as E from 'fp-ts/Either';
import { allProjections } from '../../projections/all-projections';
import { findServer, type ServerAccess } from '../compose/find-server';
import { loadConfig } from '../compose/load-config';
import type { Reading } from '../compose/open-for-reading';
import { ProjectionsAnswer } from '../http/answers/projection';
import { readPartitions } from '../partitions/read-partitions';
import type { ProjectionView } from '../projections';
import { callServer } from './call-server';
import { complain } from './complain';
import { EXIT } from './exit';
import { tableOf } from './table-of';
import { withReading } from './with-reading';

export type Json = { readonly json?: true };

/** What the server says of its projections; on the left why not, in words. */
export const askProjections = async (
  server: ServerAccess,
): Promise<E.Either<string, ReadonlyArray<ProjectionView>>> => {
  const answered = await callServer(server, { method: 'GET', path: '/ops/projections' });
  if (E.isLeft(answered)) return answered;
  const decoded = ProjectionsAnswer.decode(answered.right.body);
  return E.isLeft(decoded)
    ? E.left('The server answers with something else than projections.')
    : E.right(decoded.right.data);
};

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

const cells = (one: ProjectionView): ReadonlyArray<string> => [
  one.name,
  String(one.version),
  one.status,
  one.position,
  String(one.lagEvents),
  one.lagSeconds.toFixed(1),
  String(one.rate),
  one.rebuild === undefined ? '' : percent(one.rebuild.progress),
  one.lastError ?? (one.unknownEvents > 0 ? `${String(one.unknownEvents)} events of unknown types` : ''),
];
const head = ['projection', 'version', 'status', 'position', 'lag', 'seconds', 'events/s', 'rebuild', 'trouble'];

type Standing = { readonly name: string; readonly version: number | null; readonly position: string };

/** As the views stand in the file, where no server runs. */
const listStored =
  ({ json }: Json) =>
  async ({ openViews }: Reading): Promise<number> => {
    const opened = await openViews();
    if (E.isLeft(opened)) return complain('The views are not there yet: a running server makes them from the journal.');
    const { close } = opened.right;
    const views = readPartitions(opened.right.views, allProjections);
    const standings: Array<Standing> = [];
    try {
      for (const { name } of allProjections) {
        const live = await views.live(name)();
        if (E.isLeft(live)) return complain('The views can not be read.');
        const position = live.right?.checkpoint.position ?? 0n;
        standings.push({ name, version: live.right?.version ?? null, position: position.toString() });
      }
    } finally {
      await close();
    }
    const rows = standings.map(({ name, version, position }) => [name, String(version ?? 'not there'), position]);
    const table = `No server is running; this is what its views hold.\n${tableOf(['projection', 'version', 'position'], rows)}`;
    process.stdout.write(`${json ? JSON.stringify({ data: standings }) : table}\n`);
    return EXIT.ok;
  };

/** From the running server, else from what it left. */
export const listProjections = async (options: Json): Promise<number> => {
  const config = loadConfig();
  if (E.isLeft(config)) return complain(config.left, EXIT.usage);
  const server = findServer(config.right, process.env);
  if (E.isLeft(server)) return withReading(listStored(options));
  const asked = await askProjections(server.right);
  if (E.isLeft(asked)) return complain(asked.left);
  process.stdout.write(
    `${options.json ? JSON.stringify({ data: asked.right }) : tableOf(head, asked.right.map(cells))}\n`,
  );
  return EXIT.ok;
};
