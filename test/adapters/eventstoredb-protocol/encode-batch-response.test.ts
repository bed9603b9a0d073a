import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { AllStreamPosition, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import fc from 'fast-check';
import {
  encodeAppended,
  encodeBatchFailure,
} from '../../../src/adapters/eventstoredb-protocol/batch-append/encode-batch-response';
import { streamDeleted } from '../../../src/adapters/eventstoredb-protocol/batch-append/batch-failure';

const int64 = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const name = fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.toWellFormed());

it('writes the answer to an append as the generated classes of the protocol do, byte for byte', () => {
  const revisions = fc.oneof(int64, fc.constant('no-stream' as const));
  const positions = fc.option(int64, { nil: undefined });
  fc.assert(
    fc.property(fc.uuid(), name, revisions, positions, (correlationId, stream, revision, position) => {
      const success = new BatchAppendResp.Success();
      if (revision === 'no-stream') success.setNoStream(new Empty());
      else success.setCurrentRevision(String(revision));
      if (position === undefined) success.setNoPosition(new Empty());
      else
        success.setPosition(
          new AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)),
        );
      const response = new BatchAppendResp()
        .setCorrelationId(new UUID().setString(correlationId))
        .setSuccess(success)
        .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)));
      const encoded = encodeAppended({ correlationId, form: 'string', stream }, { revision, position });
      expect(encoded.equals(Buffer.from(response.serializeBinary()))).toBe(true);
    }),
  );
});

it('writes a refusal with the type that the client looks at', () => {
  const addressee = { correlationId: '00000000-0000-0000-0000-000000000001', form: 'string', stream: 's' } as const;
  const response = BatchAppendResp.deserializeBinary(encodeBatchFailure(addressee, streamDeleted('s')));
  expect(response.toObject()).toMatchObject({
    correlationId: { string: addressee.correlationId },
    error: { code: 5, details: { typeUrl: 'type.googleapis.com/event_store.client.StreamDeleted' } },
    streamIdentifier: { streamName: Buffer.from('s').toString('base64') },
  });
});
