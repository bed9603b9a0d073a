import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { connect } from 'amqplib';
import * as E from 'fp-ts/Either';
import { platformNames } from '../../adapters/rabbitmq/names';
import type { Clock } from '../../domain/ports/clock';
import { decodeConfig } from '../compose/config';
import { createProcessLogger } from '../compose/create-process-logger';
import { type RunningLedger, startLedger } from '../compose/start-ledger';
import { PREFETCH } from '../intake/run-intake';
import { bareIntakeRate } from './bare-intake';
import type { BenchRow } from './bench-row';
import { expectUnused } from './unused-broker';

export type IntakeBenchOptions = {
  readonly folder: string;
  readonly clock: Clock;
  readonly events: number;
  /** A broker with nothing of a ledger on it, since what waits there would be taken in. */
  readonly brokerUrl: string;
};

const AIM = 0.6;
const EVENT_TYPE = 'device.stopped';
/** Looking is not free: what the metrics say is gathered anew each time, the lag of every view by counting events. */
const LOOK_EVERY_MILLIS = 500;
const USERS = 200;
const unending = new AbortController().signal;

const eventOf = (n: number): string =>
  JSON.stringify({
    eventId: randomUUID(),
    type: EVENT_TYPE,
    timestamp: '2024-05-01T10:00:00.000Z',
    payload: {
      userId: `u-${n % USERS}`,
      deviceId: `d-${n}`,
      deviceName: 'A phone',
      stoppedAt: '2024-05-01T10:00:00.000Z',
      duration: 3600,
    },
  });

const start = async (dataDir: string, brokerUrl: string): Promise<RunningLedger> => {
  const config = decodeConfig({ PORT: '0', DATA_DIR: dataDir, AMQP_URL: brokerUrl, LOG_LEVEL: 'error' });
  if (E.isLeft(config)) throw new Error('the configuration of the benchmark can not be used');
  const ledger = await startLedger(config.right, createProcessLogger(config.right))();
  if (E.isLeft(ledger)) throw new Error('the ledger of the benchmark does not start', { cause: ledger.left });
  await ledger.right.ready;
  return ledger.right;
};

const untilReady = async ({ url }: RunningLedger, clock: Clock): Promise<void> => {
  while (!(await fetch(`${url}/health/ready`)).ok) await clock.wait(LOOK_EVERY_MILLIS, unending);
};

const publish = async (brokerUrl: string, bodies: ReadonlyArray<string>): Promise<void> => {
  const connection = await connect(brokerUrl);
  const channel = await connection.createConfirmChannel();
  for (const body of bodies) channel.publish(platformNames.events, EVENT_TYPE, Buffer.from(body), { persistent: true });
  await channel.waitForConfirms();
  await connection.close();
};

const storedIn = async ({ url }: RunningLedger): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/intake_messages_total\{verdict="stored"\} (\d+)/.exec(text)?.[1] ?? 0);
};

type Seen = { readonly at: number; readonly stored: number };

/** Between the first look that sees something stored and the last one that sees something missing: connecting is no part of it. */
const intakeRate = async (ledger: RunningLedger, events: number, clock: Clock): Promise<number> => {
  const looks: Array<Seen> = [];
  for (;;) {
    const stored = await storedIn(ledger);
    if (stored >= events) break;
    if (stored > 0) looks.push({ at: performance.now(), stored });
    await clock.wait(LOOK_EVERY_MILLIS, unending);
  }
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined || first === last)
    throw new Error(`${String(events)} events are too few to measure with`);
  return ((last.stored - first.stored) * 1000) / (last.at - first.at);
};

/**
 * The platform's events from the queue to stored, while their views are folded, against a bare consumer of the same events
 * over the same journal, with the same prefetch and grouped commits, one after the other in this process.
 */
export const benchIntake = async (options: IntakeBenchOptions): Promise<BenchRow> => {
  const { folder, clock, events, brokerUrl } = options;
  const bodies = Array.from({ length: events }, (_, n) => eventOf(n));
  await expectUnused(brokerUrl);
  const bare = await bareIntakeRate({ folder, clock, brokerUrl, prefetch: PREFETCH, bodies });
  const dataDir = await mkdtemp(join(folder, 'intake-bench-'));
  try {
    const first = await start(dataDir, brokerUrl);
    await untilReady(first, clock);
    await first.stop();
    await publish(brokerUrl, bodies);
    const ledger = await start(dataDir, brokerUrl);
    const rate = await intakeRate(ledger, events, clock);
    await ledger.stop();
    const baseline = { what: 'amqplib bare: append, then ack', rate: bare };
    return { what: 'intake: from the queue to stored', rate, unit: 'events/s', baseline, ratio: rate / bare, aim: AIM };
  } finally {
    await rm(dataDir, { recursive: true });
  }
};
