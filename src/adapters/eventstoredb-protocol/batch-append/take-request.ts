import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import * as E from 'fp-ts/Either';
import type { Caller } from '../accounts';
import type { CallFailure } from '../call-failure';
import type { ServiceParts } from '../service-parts';
import { uuidOf } from '../uuid';
import { orderOf } from './append-order';
import { accessDenied, badRequest, type BatchFailure, overloaded, timedOut, tooLarge } from './batch-failure';
import type { Addressee } from './encode-batch-response';
import type { IncompleteAppend, IncompleteAppends } from './incomplete-appends';

type Taking = Pick<ServiceParts, 'access' | 'clock' | 'limits'> & {
  readonly caller: Caller;
  readonly incomplete: IncompleteAppends;
  readonly refuse: (addressee: Addressee, failure: BatchFailure) => void;
  readonly complete: (append: IncompleteAppend) => void;
};

const asBatchFailure = ({ message, trailers }: CallFailure): BatchFailure => {
  const limit = trailers?.['maximum-append-size'];
  return limit === undefined ? badRequest(message) : tooLarge(Number(limit));
};

const remainingMillis = ({ clock, limits }: Taking, deadline: number | undefined): number => {
  const left = deadline === undefined ? Infinity : deadline - Date.parse(clock.now());
  return Math.min(left, limits.incompleteMillis);
};

type Begun = { readonly append: IncompleteAppend; readonly remaining: number };

/** The append that a message with options begins; undefined where it was refused. */
const begin = async (
  taking: Taking,
  addressee: Addressee,
  options: BatchAppendReq.Options,
): Promise<Begun | undefined> => {
  const { access, caller, incomplete, refuse } = taking;
  const order = orderOf(options);
  if (E.isLeft(order)) {
    refuse(addressee, order.left);
    return undefined;
  }
  const named = { ...addressee, stream: order.right.stream };
  if (!(await access.may(caller, 'write', named.stream))) {
    refuse(named, accessDenied);
    return undefined;
  }
  const remaining = remainingMillis(taking, order.right.deadline);
  if (remaining > 0) return { append: incomplete.begin(named, order.right), remaining };
  refuse(named, timedOut);
  return undefined;
};

const addressedBy = (request: BatchAppendReq): Addressee | undefined => {
  const id = request.getCorrelationId();
  const correlationId = uuidOf(id);
  if (correlationId === undefined) return undefined;
  return { correlationId, form: id?.hasStructured() === true ? 'structured' : 'string', stream: undefined };
};

/** False: the append was refused for one of them. */
const gather = ({ incomplete, refuse }: Taking, append: IncompleteAppend, request: BatchAppendReq): boolean => {
  for (const message of request.getProposedMessagesList()) {
    const added = append.gathered.add(message);
    if (E.isRight(added)) continue;
    incomplete.remove(append);
    refuse(append.addressee, asBatchFailure(added.left));
    return false;
  }
  return true;
};

const goOn = async (taking: Taking, addressee: Addressee, request: BatchAppendReq): Promise<Begun | undefined> => {
  const append = taking.incomplete.get(addressee.correlationId);
  if (append !== undefined) return { append, remaining: 0 };
  const options = request.getOptions();
  return options === undefined ? undefined : begin(taking, addressee, options);
};

/**
 * One message of a batch-append call: begins an append or goes on with one, and hands it on when it is complete. A message
 * for an append that is not begun, or was answered already, is passed over: a second answer would crash the client.
 */
export const takeRequest = async (taking: Taking, request: BatchAppendReq): Promise<void> => {
  const { incomplete, refuse, complete } = taking;
  const addressee = addressedBy(request);
  const begun = addressee === undefined ? undefined : await goOn(taking, addressee, request);
  if (begun === undefined || !gather(taking, begun.append, request)) return;
  if (!request.getIsFinal() && incomplete.keep(begun.append, begun.remaining)) return;
  incomplete.remove(begun.append);
  if (request.getIsFinal()) complete(begun.append);
  else refuse(begun.append.addressee, overloaded);
};
