import { isExpired } from '../../domain/policies/visibility';
import type { Instant } from '../../domain/shared/codecs';
import type { LoadedDelivery } from '../commands/load-delivery';

export type Step =
  /** Ended, not due, or another's: nothing is to be done now. */
  | { readonly kind: 'none' }
  | { readonly kind: 'abandon'; readonly why: 'cancelled' }
  | { readonly kind: 'expire' }
  /** Whoever owned the attempt left it open. */
  | { readonly kind: 'close'; readonly number: number; readonly ownerIsDead: boolean }
  /** A scheduled notification enters the inbox. */
  | { readonly kind: 'show' }
  | { readonly kind: 'send' };

export type Now = { readonly now: Instant; readonly isDead: (incarnation: string) => boolean };

const openStep = ({ state }: LoadedDelivery, { now, isDead }: Now): Step | undefined => {
  if (state.open === undefined) return undefined;
  const { number, by, until } = state.open;
  const ownerIsDead = isDead(by);
  return ownerIsDead || until <= now ? { kind: 'close', number, ownerIsDead } : { kind: 'none' };
};

/** What a delivery wants at this time. It is asked again after each step, on what the journal has then. */
export const nextStep = (loaded: LoadedDelivery, at: Now): Step => {
  const { state, request, since, delivery } = loaded;
  const { data } = request.event;
  const open = openStep(loaded, at);
  if (open !== undefined) return open;
  if (state.final !== undefined) return { kind: 'none' };
  if (since.some(({ event }) => event.type === 'NotificationCancelled')) return { kind: 'abandon', why: 'cancelled' };
  if (isExpired(data, at.now)) return { kind: 'expire' };
  const due = state.waitsFor?.until ?? data.sendAt;
  if (due !== null && due > at.now) return { kind: 'none' };
  return { kind: delivery.channel === 'websocket' ? 'show' : 'send' };
};
