import * as E from 'fp-ts/Either';
import type { DeliveryCommand } from '../../domain/delivery/commands';
import type { Work, WorkOutcome } from '../../domain/ports/work-queue';
import { chooseProvider } from '../providers/choose-provider';
import type { Permit } from '../providers/circuits';
import { attempt } from './attempt';
import { decideOn, type Delivering } from './delivering';
import { expireDelivery } from './expire-delivery';
import { type LoadedDelivery, loadDelivery } from '../commands/load-delivery';
import { mayHaveSent } from './may-have-sent';
import { nextStep } from './next-step';
import { type Hindrance, prepareDelivery } from './prepare-delivery';
import type { Prepared, SentChannel } from './prepare-message';
import { putOff } from './put-off';
import { type Settled, settledBy } from './settled-by';

/** More than any delivery needs before it sends or waits; beyond it something writes to its stream without end. */
const MOST_STEPS = 16;

type Ending = Extract<DeliveryCommand, { readonly type: 'Suppress' | 'Abandon' | 'ExhaustNoAddress' }>;

const endingFor = (
  { delivery }: LoadedDelivery,
  hindrance: Exclude<Hindrance, 'render-failed' | 'unreadable'>,
): Ending => {
  switch (hindrance) {
    case 'erased':
      return { type: 'Suppress', delivery, why: 'erased' };
    case 'secret-gone':
      return { type: 'Abandon', delivery, why: 'secret-gone' };
    case 'no-address':
      return { type: 'ExhaustNoAddress', delivery };
  }
};

/** What can't be rendered or opened is an attempt that its own maker refuses for good. */
const refusedBy = (reason: Hindrance) => ({
  provider: 'ledger',
  dropsDuplicates: true,
  sendBy: async () => ({
    outcome: E.left({
      _tag: 'SendFailed',
      kind: 'lasting',
      reason,
      answer: null,
      counts: true,
      retryAfterSeconds: null,
    } as const),
    late: undefined,
  }),
});

/** The ledger's own refusal says nothing of any provider. */
const ownPermit: Permit = { settle: () => undefined };

const sendByOneOf = async (
  deps: Delivering,
  loaded: LoadedDelivery,
  candidates: ReadonlyArray<Prepared>,
): Promise<Settled> => {
  const choice = chooseProvider(deps.circuits, candidates, mayHaveSent(loaded));
  return choice.kind === 'chosen'
    ? attempt(deps)(loaded, choice.provider, choice.permit)
    : putOff(deps)(loaded, choice);
};

const send = async (deps: Delivering, loaded: LoadedDelivery, channel: SentChannel): Promise<Settled> => {
  const prepared = await prepareDelivery(deps)(loaded.request, channel)();
  if (E.isLeft(prepared)) {
    if (prepared.left._tag === 'ViewBehind') await deps.viewsReach(loaded.request.position, loaded.delivery.userId);
    return settledBy(prepared);
  }
  if (E.isRight(prepared.right)) return sendByOneOf(deps, loaded, prepared.right.right);
  const hindrance = prepared.right.left;
  if (hindrance === 'render-failed' || hindrance === 'unreadable')
    return attempt(deps)(loaded, refusedBy(hindrance), ownPermit);
  return settledBy(await decideOn(deps)(loaded, endingFor(loaded, hindrance), deps.ids.random())());
};

const close = async (
  deps: Delivering,
  loaded: LoadedDelivery,
  number: number,
  ownerIsDead: boolean,
): Promise<Settled> => {
  const { delivery, stream } = loaded;
  const { channel } = delivery;
  const used = loaded.state.open?.provider;
  const dropsDuplicates =
    channel === 'websocket' ||
    deps.providers[channel].some((provider) => provider.name === used && provider.dropsDuplicates);
  const command = {
    type: 'CloseUnknown',
    delivery,
    number,
    now: deps.clock.now(),
    ownerIsDead,
    dropsDuplicates,
  } as const;
  const closed = await decideOn(deps)(loaded, command, `unknown:${stream}:${String(number)}`)();
  if (E.isRight(closed)) deps.attempted(channel, 'unknown');
  return E.isRight(closed) ? 'afresh' : settledBy(closed);
};

const show = async (deps: Delivering, loaded: LoadedDelivery): Promise<Settled> => {
  const { delivery, stream } = loaded;
  const command = {
    type: 'RecordInApp',
    delivery,
    provider: 'inbox',
    by: deps.incarnation,
    now: deps.clock.now(),
  } as const;
  return settledBy(await decideOn(deps)(loaded, command, `inbox:${stream}`)());
};

const takeStep = async (deps: Delivering, work: Work): Promise<Settled> => {
  const found = await loadDelivery(deps.journal, work)();
  if (E.isLeft(found)) return settledBy(found);
  if (found.right === undefined) {
    deps.logger.error('work for a notification that nobody requested', { delivery: work.deliveryId });
    return 'done';
  }
  const loaded = found.right;
  const step = nextStep(loaded, { now: deps.clock.now(), isDead: deps.isDead });
  switch (step.kind) {
    case 'none':
      return 'done';
    case 'abandon': {
      const { delivery, stream } = loaded;
      return settledBy(
        await decideOn(deps)(loaded, { type: 'Abandon', delivery, why: step.why }, `cancelled:${stream}`)(),
      );
    }
    case 'expire':
      return settledBy(await expireDelivery(deps)(loaded)());
    case 'close':
      return close(deps, loaded, step.number, step.ownerIsDead);
    case 'show':
      return show(deps, loaded);
    case 'send':
      return loaded.delivery.channel === 'websocket' ? 'done' : send(deps, loaded, loaded.delivery.channel);
  }
};

/**
 * Takes a delivery as far as it can go now: closes what was left open, ends what may not be sent, sends what is due. A
 * doubled message finds the delivery further on and does nothing; nothing is sent before its start is stored.
 */
export const deliver =
  (deps: Delivering) =>
  async (work: Work): Promise<WorkOutcome> => {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const settled = await takeStep(deps, work);
      if (settled !== 'afresh') return settled;
    }
    return 'again';
  };
