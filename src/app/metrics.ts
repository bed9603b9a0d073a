import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AlertKind } from '../domain/operations/events';
import type { Verdict } from '../domain/ports/intake';
import type { Channel, Priority } from '../domain/shared/codecs';
import type { ProjectionView } from './projections';
import type { Position } from '../domain/shared/stored-event';

/** `route` is the pattern (`/notifications/:id`), never a path: a label holds no id. */
export type AnsweredRequest = { readonly method: string; readonly route: string; readonly status: number };
export type AttemptOutcome = 'succeeded' | 'passing' | 'lasting' | 'unknown';

/** What is read when somebody looks, instead of being counted as it happens. */
export type Gauges = {
  readonly journalHead: Position;
  readonly projections: ReadonlyArray<
    Pick<
      ProjectionView,
      'name' | 'position' | 'lagEvents' | 'lagSeconds' | 'rate' | 'unknownEvents' | 'status' | 'rebuild'
    >
  >;
  readonly outstanding: ReadonlyArray<{ readonly priority: Priority; readonly deliveries: number }>;
};

/** The process's figures. No label holds an id, an address or a text from outside. */
export type Metrics = {
  /** Starts a request's time; the answer ends it, and gives the seconds between. */
  readonly requestStarted: () => (answered: AnsweredRequest) => number;
  /** A call refused with 401, 403 or 404 for whose it is; `reason` is one of few. */
  readonly refused: (reason: string) => void;
  readonly deliveryAttempt: (channel: Channel, outcome: AttemptOutcome) => void;
  /** What became of a message of the platform. */
  readonly intakeMessage: (verdict: Verdict) => void;
  /** An alert was raised, or could not be. */
  readonly alert: (kind: AlertKind, what: 'raised' | 'failed') => void;
  /** Where the gauges come from; asked at each exposition. Undefined: not known at present, the last values stay. */
  readonly sampleFrom: (source: () => Promise<Gauges | undefined>) => void;
  /** The Prometheus text format. */
  readonly exposition: () => Promise<{ readonly contentType: string; readonly text: string }>;
};

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

const createGauges = (registers: Array<Registry>): ((sample: Gauges) => void) => {
  const gauge = (name: string, help: string, labelNames: Array<string>) =>
    new Gauge({ name, help, labelNames, registers });
  const head = gauge('ledger_journal_head', 'Position of the last event', []);
  const place = gauge('ledger_projection_position', 'Position that a view has come to', ['projection']);
  const lag = gauge('ledger_projection_lag_events', 'Events that a view has not folded yet, 1000: or more', [
    'projection',
  ]);
  const lagSeconds = gauge('ledger_projection_lag_seconds', 'How long the next event has been waiting', ['projection']);
  const rate = gauge('ledger_projection_events_per_second', 'Events folded a second, of late', ['projection']);
  const unknown = gauge('ledger_projection_unknown_events', 'Events of unknown types that were passed', ['projection']);
  const failed = gauge('ledger_projection_failed', 'Whether a view has stopped at an event', ['projection']);
  const rebuild = gauge('ledger_projection_rebuild_progress', 'How far a view made anew has come, of 1', [
    'projection',
  ]);
  const outstanding = gauge('ledger_outstanding_deliveries', 'Deliveries without a final event', ['priority']);
  return (sample) => {
    head.set(Number(sample.journalHead));
    for (const one of sample.projections) {
      const projection = { projection: one.name };
      place.set(projection, Number(one.position));
      lag.set(projection, one.lagEvents);
      lagSeconds.set(projection, one.lagSeconds);
      rate.set(projection, one.rate);
      unknown.set(projection, one.unknownEvents);
      failed.set(projection, one.status === 'failed' ? 1 : 0);
      if (one.rebuild === undefined) rebuild.remove(projection);
      else rebuild.set(projection, one.rebuild.progress);
    }
    for (const { priority, deliveries } of sample.outstanding) outstanding.set({ priority }, deliveries);
  };
};

/** `process: false` leaves out the figures of the process itself. */
export const createMetrics = (options: { readonly process: boolean }): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  if (options.process) collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'ledger_http_request_seconds',
    help: 'HTTP requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'ledger_refusals_total',
    help: 'Refused calls',
    labelNames: ['reason'],
    registers,
  });
  const attempts = new Counter({
    name: 'ledger_delivery_attempts_total',
    help: 'Attempts to deliver, by their outcome',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const setGauges = createGauges(registers);
  const messages = new Counter({
    name: 'ledger_intake_messages_total',
    help: 'Messages of the platform, by what became of them',
    labelNames: ['verdict'],
    registers,
  });
  const alerts = new Counter({
    name: 'ledger_alerts_total',
    help: 'Alerts raised, and tries to raise or clear one that failed',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  let source: () => Promise<Gauges | undefined> = async () => undefined;
  return {
    requestStarted: () => requests.startTimer(),
    refused: (reason) => refusals.inc({ reason }),
    deliveryAttempt: (channel, outcome) => attempts.inc({ channel, outcome }),
    intakeMessage: (verdict) => messages.inc({ verdict }),
    alert: (kind, outcome) => alerts.inc({ kind, outcome }),
    sampleFrom: (given) => {
      source = given;
    },
    exposition: async () => {
      const sample = await source();
      if (sample !== undefined) setGauges(sample);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
};
