/** What a server of EventStoreDB's protocol says, one by one. */
import { Code } from '@eventstore/db-client/generated/code_pb';
import {
  AllStreamPosition,
  StreamIdentifier,
  UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import {
  type BatchAppendReq,
  BatchAppendResp,
  type ReadReq,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb';
import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty as ProtobufEmpty } from 'google-protobuf/google/protobuf/empty_pb';

export type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;
export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** Says that an append stands, as the first event of all. */
export const acknowledge = (call: BatchCall, request: BatchAppendReq): void => {
  const place = new AllStreamPosition();
  place.setCommitPosition('1');
  place.setPreparePosition('1');
  const success = new BatchAppendResp.Success();
  success.setCurrentRevision('0');
  success.setPosition(place);
  const answer = new BatchAppendResp();
  answer.setCorrelationId(request.getCorrelationId());
  answer.setStreamIdentifier(request.getOptions()?.getStreamIdentifier());
  answer.setSuccess(success);
  call.write(answer);
};

/** Says that the stream is not where the append expects it, but at revision 7. */
export const refuse = (call: BatchCall, request: BatchAppendReq): void => {
  const wrong = new WrongExpectedVersion();
  wrong.setCurrentStreamRevision('7');
  wrong.setExpectedNoStream(new ProtobufEmpty());
  const details = new Any();
  details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  const error = new Status();
  error.setCode(Code.ALREADY_EXISTS);
  error.setDetails(details);
  const answer = new BatchAppendResp();
  answer.setCorrelationId(request.getCorrelationId());
  answer.setStreamIdentifier(request.getOptions()?.getStreamIdentifier());
  answer.setError(error);
  call.write(answer);
};

/** An event of stream `a-1`; its revision is one below its position. */
export const sendEvent = (call: ReadCall, position: number, type = 'Told'): boolean => {
  const id = new UUID();
  id.setString(`00000000-0000-4000-8000-${String(position).padStart(12, '0')}`);
  const stream = new StreamIdentifier();
  stream.setStreamName(Buffer.from('a-1').toString('base64'));
  const recorded = new ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(id);
  recorded.setStreamIdentifier(stream);
  recorded.setStreamRevision(String(position - 1));
  recorded.setCommitPosition(String(position));
  recorded.setPreparePosition(String(position));
  recorded.getMetadataMap().set('type', type).set('content-type', 'application/json').set('created', '0');
  recorded.setData(Buffer.from('{}').toString('base64'));
  const event = new ReadResp.ReadEvent();
  event.setEvent(recorded);
  event.setCommitPosition(String(position));
  const answer = new ReadResp();
  answer.setEvent(event);
  return call.write(answer);
};

/** Where a reading or a subscription begins. */
export const startOf = ({ request }: ReadCall): number => {
  const all = request.getOptions()?.getAll();
  if (all?.hasPosition() !== true) return all?.hasEnd() === true ? Infinity : 0;
  return Number(all.getPosition()?.getCommitPosition());
};

export const confirm = (call: ReadCall): void => {
  const confirmation = new ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId('a');
  const answer = new ReadResp();
  answer.setConfirmation(confirmation);
  call.write(answer);
};

export const catchUp = (call: ReadCall): void => {
  const answer = new ReadResp();
  answer.setCaughtUp(new ReadResp.CaughtUp());
  call.write(answer);
};

export const isSubscription = ({ request }: ReadCall): boolean => request.getOptions()?.hasSubscription() === true;

/** The last of so many events, where that is what is asked for: all there is for who asks for the head. */
export const tellHead = (call: ReadCall, head: number): boolean => {
  if (isSubscription(call) || startOf(call) !== Infinity) return false;
  if (head > 0) sendEvent(call, head);
  call.end();
  return true;
};
