import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import { STRATEGIES } from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/group-settings';
import {
  decodeConfig,
  encodeConfig,
} from '../../../../../src/adapters/eventstoredb-protocol/persistent/state/config-codec';
import type { GroupConfig } from '../../../../../src/adapters/eventstoredb-protocol/persistent/state/group-config';

const number = fc.nat();
const plain = { noNullPrototype: true } as const;
const settings = fc.record(
  {
    resolveLinks: fc.boolean(),
    extraStatistics: fc.boolean(),
    messageTimeout: number,
    maxRetryCount: number,
    checkpointAfter: number,
    minCheckpointCount: number,
    maxCheckpointCount: number,
    maxSubscriberCount: number,
    liveBufferSize: number,
    readBatchSize: number,
    historyBufferSize: number,
    strategy: fc.constantFrom(...STRATEGIES),
  },
  plain,
);
const filter = fc.record(
  {
    on: fc.constantFrom('stream', 'type'),
    by: fc.oneof(fc.record({ regex: fc.string() }, plain), fc.record({ prefixes: fc.array(fc.string()) }, plain)),
  },
  plain,
);
const config: fc.Arbitrary<GroupConfig> = fc.record(
  {
    source: fc.string(),
    group: fc.string(),
    filter: fc.option(filter, { nil: undefined }),
    settings,
    startFrom: fc.string(),
    end: fc.option(fc.bigInt(0n, 2n ** 63n - 1n), { nil: undefined }),
  },
  plain,
);

it('reads what it wrote', () => {
  fc.assert(
    fc.property(fc.array(config), (groups) => {
      const written = encodeConfig(groups, { at: '2026-03-01T08:00:00.000Z', by: 'admin' });
      expect(decodeConfig(written)).toStrictEqual(E.right(groups));
    }),
  );
});

it.each(['', '{', '{"version":"2"}', '{"version":"3","entries":[]}', '{"version":"2","entries":[{"stream":"s"}]}'])(
  'says that it can not read %j',
  (text) => {
    expect(decodeConfig(Buffer.from(text))).toStrictEqual(E.left('unreadable'));
  },
);
