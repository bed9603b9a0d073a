import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../adapters/embedded/journal/open-embedded-journal';
import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import type { NewEvent } from '../../domain/shared/stored-event';
import { type BenchRow, median } from './bench-row';
import { planWriters } from './journal-workload';
import { type ListeningProcess, startListening } from './listening-process';
import { rateOf } from './rate-of';

export type ProtocolBenchOptions = {
  readonly folder: string;
  readonly clock: Clock;
  /** Appends with 64 in flight; an eighth of it with one in flight. */
  readonly appends: number;
  readonly rounds: number;
};

/** Who is measured: stores one event in a new stream, and reads all there is, up to a number. */
type Side = {
  readonly append: (stream: string, event: NewEvent) => Promise<void>;
  readonly read: (count: number) => Promise<void>;
};
type Rates = { readonly one: number; readonly many: number; readonly read: number };

const IN_FLIGHT = 64;
const APPEND_AIM = 0.5;
const READ_AIM = 0.7;
const WARM_UP = 500;

const someEvent = (): NewEvent => {
  const event = planWriters(IN_FLIGHT)[0]?.[0]?.event;
  if (event === undefined) throw new Error('there is no event to append');
  return event;
};

const appendAll = async ({ append }: Side, count: number, inFlight: number): Promise<void> => {
  const event = someEvent();
  let left = count;
  const writer = async (): Promise<void> => {
    for (left -= 1; left >= 0; left -= 1)
      await append(`delivery-${randomUUID()}.email`, { ...event, id: randomUUID() });
  };
  await Promise.all(Array.from({ length: inFlight }, writer));
};

const measure = async (side: Side, appends: number): Promise<Rates> => {
  const few = Math.ceil(appends / 8);
  await appendAll(side, WARM_UP, IN_FLIGHT);
  const many = await rateOf(appends, async () => appendAll(side, appends, IN_FLIGHT));
  const one = await rateOf(few, async () => appendAll(side, few, 1));
  // Once unmeasured, which compiles what a read runs through.
  await side.read(appends);
  return {
    many,
    one,
    read: await rateOf(appends, async () => side.read(appends)),
  };
};

const throughClient = (client: EventStoreDBClient): Side => ({
  append: async (stream, { id, type, data, metadata }) => {
    const event = jsonEvent({ id, type, data: data as Record<string, string>, metadata });
    await client.appendToStream(stream, event, { expectedRevision: NO_STREAM });
  },
  read: async (count) => {
    let read = 0;
    for await (const { event } of client.readAll({ maxCount: count })) read += event === undefined ? 0 : 1;
    if (read !== count) throw new Error(`${read} of ${count} events were read`);
  },
});

const inProcess = (journal: Journal): Side => ({
  append: async (stream, event) => {
    const appended = await journal.append(stream, 'no-stream', [event])();
    if (E.isLeft(appended)) throw new Error('an append of the benchmark failed', { cause: appended.left });
  },
  read: async (count) => {
    for await (const { revision } of journal.readAll({ limit: count })) if (revision < 0n) throw new Error('no event');
  },
});

type Sides = { readonly face: Side; readonly stub: Side; readonly embedded: Side };

const rowsOf = (rates: Readonly<Record<keyof Sides, ReadonlyArray<Rates>>>): ReadonlyArray<BenchRow> => {
  const of = (side: keyof Sides, what: keyof Rates): number => median(rates[side].map((round) => round[what]));
  const stub = 'the same client, a stub that answers at once';
  const row = (what: string, which: keyof Rates): BenchRow => {
    const [rate, baseline] = [of('face', which), of('stub', which)];
    return { what, rate, unit: 'events/s', baseline: { what: stub, rate: baseline }, ratio: rate / baseline };
  };
  const embedded = (what: string, which: keyof Rates): BenchRow => ({
    what,
    rate: of('embedded', which),
    unit: 'events/s',
  });
  return [
    { ...row(`protocol: appends by EventStoreDB's client, ${IN_FLIGHT} in flight`, 'many'), aim: APPEND_AIM },
    row('protocol: appends, 1 in flight', 'one'),
    { ...row('protocol: readAll', 'read'), aim: READ_AIM },
    embedded(`the journal in process: appends, ${IN_FLIGHT} in flight`, 'many'),
    embedded('the journal in process: appends, 1 in flight', 'one'),
    embedded('the journal in process: readAll', 'read'),
  ];
};

const clientOf = ({ port }: ListeningProcess): EventStoreDBClient =>
  EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false&defaultDeadline=300000`);

const measureAll = async (sides: Sides, { appends, rounds }: ProtocolBenchOptions) => {
  const rates: Record<keyof Sides, Array<Rates>> = { face: [], stub: [], embedded: [] };
  for (let n = 0; n < rounds; n += 1) {
    rates.face.push(await measure(sides.face, appends));
    rates.stub.push(await measure(sides.stub, appends));
    rates.embedded.push(await measure(sides.embedded, appends));
  }
  return rowsOf(rates);
};

/**
 * EventStoreDB's own client against the journal's protocol in another process, durable as ever, beside the same client
 * against a stub, and the journal in this process: in turns, the medians of the rounds.
 */
export const benchProtocol = async (options: ProtocolBenchOptions): Promise<ReadonlyArray<BenchRow>> => {
  const folder = await mkdtemp(join(options.folder, 'protocol-bench-'));
  const opened = await openEmbeddedJournal({ dataDir: join(folder, 'embedded'), clock: options.clock })();
  if (E.isLeft(opened)) throw new Error('the journal of the benchmark does not open', { cause: opened.left });
  const { journal, close } = opened.right;
  const served = ['journal', 'serve', '--port', '0', '--data', join(folder, 'served')];
  const face = await startListening(join(__dirname, '../main.js'), served);
  const stub = await startListening(join(__dirname, 'protocol-stub-worker.js'), [String(options.appends)]);
  const clients = { face: clientOf(face), stub: clientOf(stub) };
  try {
    const sides = {
      face: throughClient(clients.face),
      stub: throughClient(clients.stub),
      embedded: inProcess(journal),
    };
    return await measureAll(sides, options);
  } finally {
    await Promise.all([clients.face.dispose(), clients.stub.dispose()]);
    await Promise.all([face.stop(), stub.stop(), close()]);
    await rm(folder, { recursive: true });
  }
};
