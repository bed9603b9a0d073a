import { pipe } from 'fp-ts/function';
import type { TaskEither } from 'fp-ts/TaskEither';
import * as TE from 'fp-ts/TaskEither';
import type { Views, ViewUnavailable } from '../../../domain/ports/views';
import { type ClientParts, openClient } from '../open-client';
import type { RedisMayEvict } from '../redis-may-evict';
import { createViews } from './create-views';
import { createRunScripts } from './run-script';

export type RedisViews = { readonly views: Views; readonly close: () => Promise<void> };

export type RedisViewsOptions = ClientParts & {
  readonly ledgerId: string;
  /** Beside the process that writes, or without one; every write is refused. */
  readonly readOnly?: boolean;
};

const refused: ViewUnavailable = {
  _tag: 'ViewUnavailable',
  cause: new Error('the views were opened for reading alone'),
};
const toReadOnly = (views: Views): Views => ({
  ...views,
  reset: () => TE.left(refused),
  apply: () => TE.left(refused),
  promote: () => TE.left(refused),
  drop: () => TE.left(refused),
});

/** Views in a Redis, or in a cluster. Everything in there can be lost at any time: it is noticed, and built anew. */
export const openRedisViews = ({
  ledgerId,
  readOnly = false,
  ...parts
}: RedisViewsOptions): TaskEither<ViewUnavailable | RedisMayEvict, RedisViews> =>
  pipe(
    openClient(parts),
    TE.map((client) => {
      const views = createViews(createRunScripts(client), { ledgerId, readOnly });
      return { views: readOnly ? toReadOnly(views) : views, close: async () => client.disconnect() };
    }),
  );
