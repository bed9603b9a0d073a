import { setMaxListeners } from 'node:events';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { CommitFaults } from '../../adapters/embedded/journal/commit-faults';
import { systemClock as clock } from '../../adapters/system/clock';
import { systemIds as ids } from '../../adapters/system/ids';
import type { Logger } from '../../domain/ports/logger';
import type { Providers } from '../../domain/ports/providers';
import type { Position } from '../../domain/shared/stored-event';
import { initialTemplates } from '../../domain/template/initial/initial-templates';
import { defaultRateLimits, type RateLimits } from '../http/limit-rate';
import { mintToken, type TokenOwner } from '../http/mint-token';
import type { DeliveryLimits } from '../workers/delivering';
import { assemble } from './assemble';
import { chooseProviders } from './choose-providers';
import { type Beside, createBeside } from './beside';
import type { Config } from './config';
import { type DataFiles, dataFiles } from './data-files';
import { defectLog } from './defect-log';
import { usualLimits } from './delivery-side';
import { openStores, type Stores } from './open-stores';
import { everyRole, type Roles } from './roles';
import { seedTemplates } from './seed-templates';
import { removeServerFile, writeServerFile } from './server-file';
import { startPush, startRoles } from './start-roles';
import { startViews } from './start-views';
import type { StartFailure } from './start-failure';
import { stopLedger } from './stop-ledger';
import { createSupervisor } from './supervise';
import { takeOver } from './take-over';
import { tokenKeys } from './token-keys';

/** What tests and the demonstration hand in instead of what the configuration names. */
export type Overrides = {
  readonly providers?: Partial<Providers>;
  readonly limits?: DeliveryLimits;
  readonly rateLimits?: RateLimits;
  readonly commitFaults?: CommitFaults;
};

/** `roles`: what this process does of the ledger's work; all of it, unless other processes share it. */
export type StartOptions = Overrides & { readonly roles?: Roles };

export type RunningLedger = {
  readonly url: string;
  /** Resolves once requests are let in, and what an earlier process had begun goes on. */
  readonly ready: Promise<void>;
  /** Resolves with the name of the loop that ended by a defect: the process should end too, and be started anew. */
  readonly broken: Promise<string>;
  /** Mints a development token; undefined where tokens are verified by published keys. */
  readonly mint: ((owner: TokenOwner, ttlSeconds: number) => Promise<string>) | undefined;
  /** Finishes what is in hand, within ten seconds; again is no second stop. */
  readonly stop: () => Promise<void>;
};

type Starting = {
  readonly config: Config;
  readonly logger: Logger;
  readonly overrides: Overrides;
  readonly roles: Roles;
  readonly files: DataFiles;
  readonly stores: Stores;
  /** What the journal held when it was opened. */
  readonly opened: Position;
  readonly lastMoment: AbortController;
};

const COMMAND_LINE: TokenOwner = { kind: 'user', id: 'command-line', roles: ['admin', 'operator', 'auditor'] };
const COMMAND_LINE_TTL_SECONDS = 30 * 24 * 60 * 60;
const TRIES_OF_AN_APPEND = 4;

const listening = async (
  listen: () => Promise<string>,
  beside: Beside,
  { HOST, PORT }: Config,
): Promise<E.Either<StartFailure, string>> => {
  try {
    const url = await listen();
    const served = await beside.start();
    return E.isLeft(served) ? served : E.right(url);
  } catch (cause) {
    return E.left({ _tag: 'CannotListen', host: HOST, port: PORT, cause });
  }
};

const run = async ({
  config,
  logger,
  overrides,
  roles,
  files,
  stores,
  opened,
  lastMoment,
}: Starting): Promise<E.Either<StartFailure, RunningLedger>> => {
  const { journal, writer } = stores;
  const { key, secret } = tokenKeys(config, files.jwtSecret);
  const providers = chooseProviders(config, stores.outbox.providers, overrides.providers ?? {});
  const ledger = assemble({
    config,
    roles,
    stores,
    head: opened,
    clock,
    ids,
    logger,
    providers,
    key,
    limits: overrides.limits ?? usualLimits,
    rateLimits: overrides.rateLimits ?? defaultRateLimits,
    lastMoment: lastMoment.signal,
  });
  const { broken, onDefect } = defectLog(logger);
  const workers = createSupervisor(onDefect);
  const projections = createSupervisor(onDefect);
  const beside = createBeside({ config, stores, clock, logger });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    removeServerFile(files.server);
    stopped ??= stopLedger({ ...ledger, workers, projections, providers, stores, clock, lastMoment, beside });
    return stopped;
  };
  const failed = async (failure: StartFailure): Promise<E.Either<StartFailure, never>> => {
    await stop();
    return E.left(failure);
  };

  const { http } = ledger;
  startViews({ ...ledger, stores, clock, logger, roles }, projections);
  const seeded = await seedTemplates({ journal, writer, clock }, initialTemplates)();
  if (E.isLeft(seeded)) return failed(seeded.left);
  const head = await journal.head()();
  if (E.isLeft(head)) return failed(head.left);
  startPush(ledger, roles, workers);
  const url = await listening(async () => http.listen(config.PORT, config.HOST), beside, config);
  if (E.isLeft(url)) return failed(url.left);
  const mint = secret === undefined ? undefined : mintToken({ secret, clock });
  const token = (await mint?.(COMMAND_LINE, COMMAND_LINE_TTL_SECONDS)) ?? null;
  writeServerFile(files.server, { url: url.right, token, pid: process.pid });
  const ready = new Promise<void>((resolve) => {
    workers.run('take-over', async (signal) => {
      const start = (): void => startRoles(ledger, roles, workers);
      await takeOver(ledger, head.right, { isAlone: config.KEYRING_URL === undefined, start }, signal);
      if (!signal.aborted) resolve();
    });
  });
  return E.right({ url: url.right, ready, broken, mint, stop });
};

/** A whole ledger in this process, or its part of one, listening when it resolves. */
export const startLedger =
  (
    config: Config,
    logger: Logger,
    { roles = everyRole, ...overrides }: StartOptions = {},
  ): TaskEither<StartFailure, RunningLedger> =>
  async () => {
    const files = dataFiles(config.DATA_DIR);
    const lastMoment = new AbortController();
    // Every sending in hand listens to it.
    setMaxListeners(0, lastMoment.signal);
    const patience = { clock, tries: TRIES_OF_AN_APPEND, signal: lastMoment.signal };
    const { commitFaults } = overrides;
    const faults = commitFaults === undefined ? {} : { commitFaults };
    const { EVENTSTORE_URL: eventStoreUrl, REDIS_URL: redisUrl, KEYRING_URL: keyRingUrl } = config;
    const stores = await openStores({
      ...{ files, eventStoreUrl, redisUrl, keyRingUrl, clock, ids, logger, patience },
      ...faults,
    })();
    if (E.isLeft(stores)) return stores;
    try {
      const opened = await stores.right.journal.head()();
      if (E.isRight(opened)) {
        const starting = { config, logger, overrides, roles, files, stores: stores.right, lastMoment };
        return await run({ ...starting, opened: opened.right });
      }
      await stores.right.close();
      return opened;
    } catch (defect) {
      await stores.right.close();
      throw defect;
    }
  };
