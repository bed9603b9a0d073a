import type { ViewId } from '../../../domain/shared/view';
import type { Client } from '../client';
import { type Argument, callScript, type Script } from '../script';
import { buffers, partsOf } from './replies';
import type { StandingScript } from './scripts/script';
import { generationKeys, nameKeys, type Place } from './view-keys';

export type RunScripts = {
  /** On what stands in the view's place at this instant; answers with null where nothing does. */
  readonly onStanding: (script: StandingScript, view: ViewId, args: ReadonlyArray<Argument>) => Promise<unknown>;
  /** On one generation, wherever it stands. */
  readonly onGeneration: (
    script: Script,
    name: string,
    generation: string,
    args: ReadonlyArray<Argument>,
  ) => Promise<unknown>;
};

/** Each try misses only where another generation took the place since the one before. */
const MOST_TRIES = 16;
/** No generation is called so. */
export const noGeneration = '0';

export const placeOf = ({ beside }: Pick<ViewId, 'beside'>): Place => (beside === true ? 'beside' : 'live');

/**
 * A script may touch those keys only that it was given, and which generation stands in a place is known in there alone. So it is
 * given the keys of the one that stood there last, as far as this process knows, and where another one does by now it
 * does nothing and says which: the same call is made again with that one's keys.
 */
export const createRunScripts = (client: Client): RunScripts => {
  const known = new Map<string, string>();

  const onStanding: RunScripts['onStanding'] = async (script, view, args) => {
    const { name } = view;
    const places = [placeOf(view), ...script.besides];
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const believed = places.map((place) => known.get(`${place} ${name}`) ?? noGeneration);
      const keys = [...nameKeys(name), ...believed.flatMap((generation) => generationKeys(name, generation))];
      const reply = partsOf(await callScript(client, script, keys, [placeOf(view), ...args]));
      const standing = buffers(reply.slice(0, places.length)).map(String);
      if (standing.every((generation, at) => generation === '' || generation === believed[at]))
        return reply[places.length] ?? null;
      for (const [at, place] of places.entries()) known.set(`${place} ${name}`, standing[at] ?? noGeneration);
    }
    throw new Error('The view is replaced again and again');
  };

  return {
    onStanding,
    onGeneration: async (script, name, generation, args) =>
      callScript(client, script, [...nameKeys(name), ...generationKeys(name, generation)], args),
  };
};
