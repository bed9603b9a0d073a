/**
 * A server of EventStoreDB's protocol that stores nothing and answers at once, with messages that were encoded beforehand:
 * what its client can do at most. A process of its own, which prints its port, and ends with whoever started it.
 */
import { once } from 'node:events';
import { promisify } from 'node:util';
import { AllStreamPosition } from '@eventstore/db-client/generated/shared_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import {
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { encodeReadEvent } from '../../adapters/eventstoredb-protocol/encode-read-event';
import { supportedMethods } from '../../adapters/eventstoredb-protocol/server-features';
import { planWriters } from './journal-workload';

const raw = (bytes: Buffer): Buffer => bytes;
const bytesOnly = { requestSerialize: raw, requestDeserialize: raw, responseSerialize: raw, responseDeserialize: raw };

const success = Buffer.from(
  new BatchAppendResp()
    .setSuccess(
      new BatchAppendResp.Success()
        .setCurrentRevision('0')
        .setPosition(new AllStreamPosition().setCommitPosition('1').setPreparePosition('1')),
    )
    .serializeBinary(),
);

/** The correlation id is a request's first field, and a response's: it goes back as it came. */
const correlated = (request: Buffer): Buffer => Buffer.concat([request.subarray(0, 2 + (request[1] ?? 0)), success]);

const [plan] = planWriters(64);
const step = plan?.[0];
if (step === undefined) throw new Error('there is no event to send');
const event = encodeReadEvent(
  {
    event: {
      id: step.event.id,
      stream: step.stream,
      type: step.event.type,
      json: true,
      data: Buffer.from(JSON.stringify(step.event.data)),
      metadata: Buffer.from(JSON.stringify(step.event.metadata)),
      revision: 0n,
      position: 1n,
      created: 1_700_000_000_000,
    },
  },
  { uuid: 'string' },
);

const send = async (call: ServerWritableStream<Buffer, Buffer>, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) if (!call.write(event)) await once(call, 'drain');
  call.end();
};

const main = async (): Promise<void> => {
  const events = Number(process.argv[2]);
  const server = new Server({ 'grpc.enable_channelz': 0 });
  server.addService(
    {
      read: { ...StreamsService.read, ...bytesOnly },
      batchAppend: { ...StreamsService.batchAppend, ...bytesOnly },
    },
    {
      read: (call: ServerWritableStream<Buffer, Buffer>) => void send(call, events),
      batchAppend: (call: ServerDuplexStream<Buffer, Buffer>) => {
        call.on('data', (request: Buffer) => call.write(correlated(request)));
        call.on('end', () => call.end());
      },
    },
  );
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_: unknown, answer: sendUnaryData<SupportedMethods>) => answer(null, supportedMethods(false)),
  });
  const port = await promisify(server.bindAsync.bind(server))('127.0.0.1:0', ServerCredentials.createInsecure());
  process.stdout.write(`PORT=${port}\n`);
  process.on('disconnect', () => server.forceShutdown());
};

void main();
