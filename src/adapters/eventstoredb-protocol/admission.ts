import * as E from 'fp-ts/Either';
import { type CallFailure, resourceExhausted } from './call-failure';
import type { Limits } from './limits';

/** Counts the reads and subscriptions in hand, so that neither one connection nor all of them take more than they may. */
export type Admission = {
  /** Answers with what gives the place back, once. */
  readonly enter: (peer: string) => E.Either<CallFailure, () => void>;
};

export const createAdmission = ({ reads, readsOfConnection }: Limits): Admission => {
  const ofPeers = new Map<string, number>();
  let all = 0;
  const leave = (peer: string): void => {
    all -= 1;
    const left = (ofPeers.get(peer) ?? 1) - 1;
    if (left === 0) ofPeers.delete(peer);
    else ofPeers.set(peer, left);
  };
  return {
    enter: (peer) => {
      const ofPeer = ofPeers.get(peer) ?? 0;
      if (ofPeer >= readsOfConnection)
        return E.left(resourceExhausted(`This connection has ${readsOfConnection} reads and subscriptions already.`));
      if (all >= reads) return E.left(resourceExhausted(`The server has ${reads} reads and subscriptions already.`));
      all += 1;
      ofPeers.set(peer, ofPeer + 1);
      let entered = true;
      return E.right(() => {
        if (entered) leave(peer);
        entered = false;
      });
    },
  };
};
