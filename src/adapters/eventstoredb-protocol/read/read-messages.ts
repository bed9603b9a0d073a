import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { Position } from '../../../domain/shared/stored-event';
import { toIdentifier } from '../stream-name';

const encode = (response: ReadResp): Buffer => Buffer.from(response.serializeBinary());

export const confirmation = (subscriptionId: string): Buffer =>
  encode(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId)));

export const caughtUp: Buffer = encode(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));

export const checkpoint = (position: Position): Buffer =>
  encode(
    new ReadResp().setCheckpoint(
      new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
    ),
  );

export const streamNotFound = (stream: string): Buffer =>
  encode(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(toIdentifier(stream))));
