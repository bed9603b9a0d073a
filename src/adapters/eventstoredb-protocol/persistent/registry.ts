import * as E from 'fp-ts/Either';
import type { CallFailure } from '../call-failure';
import { groupDoesNotExist, groupExists, groupFailed, notStarted } from './group-failures';
import { createTurns } from './in-turn';
import { matching } from './matching';
import { forgetGroup } from './state/forget-group';
import type { GroupParts } from './running/group-parts';
import { runGroup, type RunningGroup } from './running/run-group';
import { createConfigStore } from './state/config-store';
import type { GroupConfig } from './state/group-config';
import { groupKey } from './state/stream-names';

type Outcome = E.Either<CallFailure, void>;

/** All groups. Changes are made one after another, and are stored before they are answered. */
export type Registry = {
  /** Once is enough. */
  readonly load: () => Promise<void>;
  readonly find: (source: string, group: string) => E.Either<CallFailure, RunningGroup>;
  readonly all: () => E.Either<CallFailure, ReadonlyArray<RunningGroup>>;
  /** Of one source; a failure where it never had any, so far as this process knows. */
  readonly on: (source: string) => E.Either<CallFailure, ReadonlyArray<RunningGroup>>;
  readonly create: (config: GroupConfig, by: string) => Promise<Outcome>;
  /** Everything but its filter, which stays. */
  readonly update: (config: GroupConfig, by: string) => Promise<Outcome>;
  readonly remove: (source: string, group: string, by: string) => Promise<Outcome>;
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const SOURCES_REMEMBERED = 10_000;

/** .NET's words for an argument out of range, which are what EventStoreDB answers with here. */
const tooLargeBatch =
  "Specified argument was out of the range of valid values. (Parameter 'ReadBatchSize may not be greater than or equal to BufferSize')";

const flawOf = ({ settings }: GroupConfig): string | undefined =>
  settings.readBatchSize >= settings.historyBufferSize ? tooLargeBatch : undefined;

export const createRegistry = (parts: GroupParts): Registry => {
  const { engine, clock, logger, limits } = parts;
  const store = createConfigStore(engine);
  const inTurn = createTurns();
  const groups = new Map<string, RunningGroup>();
  const sources = new Set<string>();
  let isStarted = false;

  const run = (config: GroupConfig): RunningGroup => {
    const running = runGroup(config, parts);
    groups.set(groupKey(config.source, config.group), running);
    sources.delete(config.source);
    sources.add(config.source);
    const [oldest] = sources;
    if (sources.size > SOURCES_REMEMBERED && oldest !== undefined) sources.delete(oldest);
    return running;
  };
  const configs = (): Map<string, GroupConfig> => new Map([...groups].map(([key, { config }]) => [key, config]));
  const save = async (changed: Map<string, GroupConfig>, by: string): Promise<void> =>
    store.save(changed.values(), { at: clock.now(), by });
  const stopAll = async (): Promise<void> => {
    isStarted = false;
    await Promise.all([...groups.values()].map(async (group) => group.stop()));
    groups.clear();
  };
  const start = async (): Promise<void> => {
    const loaded = await store.load();
    isStarted = E.isRight(loaded) && loaded.right.every(({ filter }) => E.isRight(matching(filter)));
    if (E.isRight(loaded) && isStarted) loaded.right.forEach(run);
    else logger.error('the configuration of the persistent subscriptions is not readable');
  };
  const find = (source: string, group: string): E.Either<CallFailure, RunningGroup> => {
    if (!isStarted) return E.left(notStarted);
    const found = groups.get(groupKey(source, group));
    // A key can be read in more than one way, where a name holds what stands between its parts.
    return found?.config.source === source ? E.right(found) : E.left(groupDoesNotExist({ source, group }));
  };
  const isReady = async (running: E.Either<CallFailure, RunningGroup>): Promise<Outcome> => {
    if (E.isLeft(running)) return running;
    await running.right.ready;
    return E.right(undefined);
  };

  const create = async (config: GroupConfig, by: string): Promise<E.Either<CallFailure, RunningGroup>> => {
    if (!isStarted) return E.left(notStarted);
    const key = groupKey(config.source, config.group);
    if (groups.has(key)) return E.left(groupExists(config));
    const flaw = groups.size >= limits.groups ? `There are ${limits.groups} groups already.` : flawOf(config);
    if (flaw !== undefined) return E.left(groupFailed(config, flaw));
    await save(configs().set(key, config), by);
    return E.right(run(config));
  };
  const update = async (config: GroupConfig, by: string): Promise<E.Either<CallFailure, RunningGroup>> => {
    const found = find(config.source, config.group);
    if (E.isLeft(found)) return found;
    const flaw = flawOf(config);
    if (flaw !== undefined) return E.left(groupFailed(config, flaw));
    const updated = { ...config, filter: found.right.config.filter };
    await save(configs().set(groupKey(config.source, config.group), updated), by);
    await found.right.stop();
    return E.right(run(updated));
  };
  const remove = async (source: string, group: string, by: string): Promise<Outcome> => {
    const found = find(source, group);
    if (E.isLeft(found)) return found;
    const key = groupKey(source, group);
    const others = configs();
    others.delete(key);
    await found.right.stop();
    try {
      // Before it is forgotten that the group was there: a checkpoint left behind would hold for another one of its name.
      await forgetGroup(engine, key);
      await save(others, by);
    } catch (cause) {
      run(found.right.config);
      throw cause;
    }
    groups.delete(key);
    return E.right(undefined);
  };

  return {
    load: async () =>
      inTurn(async () => {
        if (!isStarted) await start();
      }),
    find,
    all: () => (isStarted ? E.right([...groups.values()]) : E.left(notStarted)),
    on: (source) => {
      if (!isStarted) return E.left(notStarted);
      if (!sources.has(source)) return E.left(groupDoesNotExist({ source, group: '' }));
      return E.right([...groups.values()].filter(({ config }) => config.source === source));
    },
    create: async (config, by) => isReady(await inTurn(async () => create(config, by))),
    update: async (config, by) => isReady(await inTurn(async () => update(config, by))),
    remove: async (source, group, by) => inTurn(async () => remove(source, group, by)),
    restart: async () =>
      inTurn(async () => {
        await stopAll();
        sources.clear();
        await start();
      }),
    close: async () => inTurn(stopAll),
  };
};
