import type { Duplex } from 'node:stream';
import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { Metadata, status } from '@grpc/grpc-js';

type Heard = (...args: ReadonlyArray<unknown>) => void;

/** As a failure of the call would look, so that the client rejects what waits for it and opens another one. */
const endedByServer = (): Error =>
  Object.assign(new Error('the server ended the call that appends go through'), {
    code: status.UNAVAILABLE,
    details: 'ended by the server',
    metadata: new Metadata(),
  });

/** An answer that nobody waits for any more throws in the client's listener, which would end the process. */
const ignoreLateAnswers = (call: Duplex): void => {
  for (const listener of call.listeners('data') as ReadonlyArray<unknown> as ReadonlyArray<Heard>) {
    call.off('data', listener);
    call.on('data', (answer: unknown) => {
      try {
        listener(answer);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    });
  }
};

/** The client hands its encoder base64, which that decodes character by character: bytes take half the time of an append. */
const giveBytes = (request: unknown): void => {
  if (!(request instanceof BatchAppendReq)) return;
  for (const message of request.getProposedMessagesList()) {
    const data = message.getData();
    if (typeof data === 'string') message.setData(new Uint8Array(Buffer.from(data, 'base64')));
  }
};

/** Whoever waits for `drain` when the call fails is rejected where nobody listens, which would end the process. */
const neverAskToWait = (call: Duplex): void => {
  const write = call.write.bind(call) as (chunk: unknown) => boolean;
  call.write = (chunk: unknown): boolean => {
    giveBytes(chunk);
    write(chunk);
    return true;
  };
};

/** The client takes a call that the server has ended for a good one, and writes to it for ever after. */
const failWhereItEnds = (call: Duplex): void => {
  let failed = false;
  call.once('error', () => {
    failed = true;
  });
  call.once('end', () => {
    if (!failed) call.destroy(endedByServer());
  });
};

/**
 * The one long call that all appends of a client go through, without three faults that `@eventstore/db-client` 6.2.1 has in
 * its use (streams/appendToStream/batchAppend.ts, utils/backpressuredWrite.ts). What is written to it is bounded by those
 * who append (room.ts).
 */
export const tameBatchAppend = (call: Duplex): void => {
  ignoreLateAnswers(call);
  neverAskToWait(call);
  failWhereItEnds(call);
};
