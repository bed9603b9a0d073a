import * as TE from 'fp-ts/TaskEither';
import type { EveryoneRequest } from '../../src/app/batches/everyone-request';
import { handleMessage } from '../../src/app/intake/handle-message';
import type { IntakeDeps } from '../../src/app/intake/intake-deps';
import { findOperators } from '../../src/app/operators';
import { type AlertCause, causeName } from '../../src/domain/operations/cause';
import type { InboundMessage, Verdict } from '../../src/domain/ports/intake';
import type { JsonObject } from '../../src/domain/shared/json';
import { directoryQuestions } from '../../src/projections/directory/questions';
import { silent } from './http-deps';
import type { LedgerUnderTest } from './ledger-under-test';

export type TakingIn = {
  readonly deps: IntakeDeps;
  readonly handle: (message: InboundMessage) => Promise<Verdict>;
  /** The causes of which operators were to be told. */
  readonly raised: ReadonlyArray<string>;
  readonly broadcasts: ReadonlyArray<EveryoneRequest>;
};

/** A message as the broker hands it over, with its body as JSON. */
export const messageOf = (
  eventType: string,
  body: JsonObject | string | Uint8Array,
  changes: Partial<InboundMessage> = {},
): InboundMessage => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    queue: `notification-service.${eventType}`,
    routingKey: eventType,
    messageId: null,
    body: body instanceof Uint8Array ? body : Buffer.from(text),
    retries: 0,
    ...changes,
  };
};

/** The intake's use case over a ledger under test. */
export const takingIn = (
  ledger: LedgerUnderTest,
  changes: Partial<IntakeDeps> = {},
  configured: ReadonlyArray<string> = [],
): TakingIn => {
  const directory = directoryQuestions(ledger.views);
  const raised: Array<string> = [];
  const broadcasts: Array<EveryoneRequest> = [];
  const deps: IntakeDeps = {
    ...ledger.deps,
    directory,
    keyRing: ledger.keyRing,
    operators: findOperators(directory, configured),
    requestForEveryone: (broadcast) => {
      broadcasts.push(broadcast);
      const value = { batchId: 'b-1', totalUsers: 0, createdAt: ledger.clock.now(), duplicates: 0 };
      return TE.right({ value, position: 0n, replayed: false });
    },
    raise: (cause: AlertCause) => raised.push(causeName(cause)),
    tiers: 3,
    logger: silent,
    handled: () => undefined,
    ...changes,
  };
  return { deps, handle: handleMessage(deps), raised, broadcasts };
};
