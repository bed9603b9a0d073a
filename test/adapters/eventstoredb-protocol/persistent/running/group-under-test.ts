import { openEmbeddedJournal } from '../../../../../src/adapters/embedded/journal/open-embedded-journal';
import type { EmbeddedJournal } from '../../../../../src/adapters/embedded/journal/embedded-journal';
import type { Delivery } from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/inputs';
import { usualGroupLimits } from '../../../../../src/adapters/eventstoredb-protocol/persistent/limits';
import {
  type Membership,
  runGroup,
  type RunningGroup,
} from '../../../../../src/adapters/eventstoredb-protocol/persistent/running/run-group';
import type { GroupConfig } from '../../../../../src/adapters/eventstoredb-protocol/persistent/state/group-config';
import { systemClock } from '../../../../../src/adapters/system/clock';
import type { EngineEvent, EngineRecord, JournalEngine } from '../../../../../src/domain/ports/journal-engine';
import type { Clock } from '../../../../../src/domain/ports/clock';
import { silent } from '../../../../support/http-deps';
import { right } from '../../../../support/right';
import { temporaryDirectory } from '../../../../support/temporary-directory';
import { someSettings } from '../group/group-scene';

/** The real journal, for the tests of one file. */
export const openJournal = (): (() => JournalEngine) => {
  const dataDir = temporaryDirectory();
  let journal: EmbeddedJournal | undefined;
  beforeAll(async () => {
    journal = right(await openEmbeddedJournal({ dataDir, clock: systemClock })());
  });
  afterAll(async () => journal?.close());
  return () => {
    if (journal === undefined) throw new Error('not open yet');
    return journal.engine;
  };
};

export const aConfig = (source: string, changes: Partial<GroupConfig['settings']> = {}): GroupConfig => ({
  source,
  group: 'g',
  filter: undefined,
  settings: { ...someSettings, minCheckpointCount: 1, maxCheckpointCount: 1, ...changes },
  startFrom: '0',
  end: undefined,
});

const anEvent = (): EngineEvent => ({
  id: crypto.randomUUID(),
  type: 'Happened',
  json: true,
  data: Buffer.from('{}'),
  metadata: Buffer.alloc(0),
});

export const append = async (engine: JournalEngine, stream: string, count: number): Promise<void> => {
  right(await engine.append(stream, 'any', Array.from({ length: count }, anEvent))());
};

export const recordsIn = async (engine: JournalEngine, stream: string): Promise<ReadonlyArray<EngineRecord>> => {
  const read = await engine.readStream(stream, { direction: 'forwards', from: 'start', limit: 1000 })();
  const found: Array<EngineRecord> = [];
  if (read._tag === 'Right') for await (const page of read.right) found.push(...page);
  return found;
};

export type Connected = {
  readonly group: RunningGroup;
  readonly membership: Membership;
  /** What it was given, oldest first. */
  readonly given: Array<Delivery>;
};

/** A group with one consumer. */
export const runWithConsumer = (engine: JournalEngine, config: GroupConfig, clock: Clock, slots = 1000): Connected => {
  const group = runGroup(config, { engine, clock, logger: silent, limits: usualGroupLimits });
  const given: Array<Delivery> = [];
  const membership = group.join({
    slots,
    username: '',
    connectionName: '',
    deliver: (delivery) => given.push(delivery),
    withdraw: () => undefined,
    drop: () => undefined,
  });
  if (typeof membership === 'string') throw new Error('it did not join');
  return { group, membership, given };
};
