import { ReadReq } from '@eventstore/db-client/generated/persistent_pb';
import { uuidOf } from '../../uuid';
import type { RefusalAction } from '../group/inputs';
import type { Membership } from '../running/run-group';

const { Action } = ReadReq.Nack;

const actionOf = (action: ReadReq.Nack.Action): RefusalAction => {
  switch (action) {
    case Action.PARK:
      return 'park';
    case Action.SKIP:
      return 'skip';
    case Action.STOP:
      return 'stop';
    case Action.RETRY:
    case Action.UNKNOWN:
      return 'retry';
    // Open enums: a later client may know more.
    default:
      return 'skip';
  }
};

const idsIn = (answer: ReadReq.Ack | ReadReq.Nack): ReadonlyArray<string> =>
  answer.getIdsList().flatMap((uuid) => uuidOf(uuid) ?? []);

/** What a consumer says of the events that it got (contract, section 12.4). */
export const takeAnswer = ({ acknowledge, refuse }: Membership, request: ReadReq): void => {
  const ack = request.getAck();
  if (ack !== undefined) acknowledge(idsIn(ack));
  const nack = request.getNack();
  if (nack !== undefined) refuse(idsIn(nack), actionOf(nack.getAction()), nack.getReason());
};
