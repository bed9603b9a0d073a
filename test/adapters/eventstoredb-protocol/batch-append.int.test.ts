import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { type ClientDuplexStream, credentials } from '@grpc/grpc-js';
import { usualLimits } from '../../../src/adapters/eventstoredb-protocol/limits';
import { aStream, collect } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';
import { until } from '../../support/until';

let served: Served;
let stub: StreamsClient;
let call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>;
let answers: Array<BatchAppendResp>;
const limits = { ...usualLimits, incompleteMillis: 500, incompleteAppends: 2 };

beforeAll(async () => {
  served = await serveEmbedded({ limits });
  stub = new StreamsClient(`127.0.0.1:${served.port}`, credentials.createInsecure());
});
afterAll(async () => {
  stub.close();
  await served.close();
});
beforeEach(() => {
  const begun = stub.batchAppend();
  const received: Array<BatchAppendResp> = [];
  begun.on('data', (answer: BatchAppendResp) => received.push(answer));
  [call, answers] = [begun, received];
  call.on('error', () => undefined);
});
afterEach(() => call.cancel());

type Chunk = { readonly stream?: string; readonly events?: number; readonly final?: boolean; readonly bytes?: number };

const proposed = (bytes: number): BatchAppendReq.ProposedMessage => {
  const message = new BatchAppendReq.ProposedMessage().setId(new UUID().setString(randomUUID()));
  message.getMetadataMap().set('type', 'Counted').set('content-type', 'application/json');
  return message.setData(Buffer.alloc(bytes, 49));
};
const optionsFor = (stream: string, inMillis = 60_000): BatchAppendReq.Options =>
  new BatchAppendReq.Options()
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)))
    .setAny(new Empty())
    .setDeadline(Timestamp.fromDate(new Date(Date.now() + inMillis)));
const chunk = (id: string, { stream, events = 1, final = false, bytes = 1 }: Chunk): BatchAppendReq => {
  const request = new BatchAppendReq().setCorrelationId(new UUID().setString(id)).setIsFinal(final);
  request.setProposedMessagesList(Array.from({ length: events }, () => proposed(bytes)));
  return stream === undefined ? request : request.setOptions(optionsFor(stream));
};

const summary = (answer: BatchAppendResp) => ({
  id: answer.getCorrelationId()?.getString(),
  stream: Buffer.from(answer.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
  outcome: answer.getSuccess()?.getCurrentRevision() ?? answer.getError()?.getDetails()?.getTypeName(),
});
const answered = async (count: number) => {
  await until(`${count} answers`, () => answers.length >= count);
  return answers.map(summary);
};

it('puts together what comes in parts, also of several appends at once', async () => {
  const [a, b] = [aStream(), aStream()];
  const [first, second] = [randomUUID(), randomUUID()];
  call.write(chunk(first, { stream: a }));
  call.write(chunk(second, { stream: b }));
  call.write(chunk(first, { events: 2 }));
  call.write(chunk(second, { final: true }));
  call.write(chunk(first, { final: true }));
  expect(await answered(2)).toStrictEqual([
    { id: second, stream: b, outcome: '1' },
    { id: first, stream: a, outcome: '3' },
  ]);
});

it('answers once, and is silent about what comes after its answer', async () => {
  const [stream, id, last] = [aStream(), randomUUID(), randomUUID()];
  call.write(chunk(id, { stream, bytes: 600_000 }));
  call.write(chunk(id, { bytes: 600_000 }));
  call.write(chunk(id, { final: true }));
  call.write(chunk(randomUUID(), { final: true }));
  call.write(chunk(last, { stream, final: true }));
  expect(await answered(2)).toStrictEqual([
    { id, stream, outcome: 'event_store.client.MaximumAppendSizeExceeded' },
    { id: last, stream, outcome: '0' },
  ]);
});

it('gives up an append that is not completed in time, and writes nothing of it', async () => {
  const [stream, id] = [aStream(), randomUUID()];
  call.write(chunk(id, { stream }));
  expect(await answered(1)).toStrictEqual([{ id, stream, outcome: 'event_store.client.Timeout' }]);
  call.write(chunk(id, { final: true }));
  const next = randomUUID();
  call.write(chunk(next, { stream, final: true }));
  expect((await answered(2))[1]).toStrictEqual({ id: next, stream, outcome: '0' });
});

it('does not begin what is too late already', async () => {
  const [stream, id] = [aStream(), randomUUID()];
  call.write(chunk(id, { final: true }).setOptions(optionsFor(stream, -1)));
  expect(await answered(1)).toStrictEqual([{ id, stream, outcome: 'event_store.client.Timeout' }]);
});

it('refuses more incomplete appends than it may hold', async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of ids) call.write(chunk(id, { stream: 'crowded' }));
  expect((await answered(1))[0]).toStrictEqual({
    id: ids[2],
    stream: 'crowded',
    outcome: 'event_store.client.Unknown',
  });
});

it.each([
  ['no stream', (request: BatchAppendReq) => request.getOptions()?.clearStreamIdentifier()],
  ['no expectation', (request: BatchAppendReq) => request.getOptions()?.clearAny()],
  ['no type', (request: BatchAppendReq) => request.getProposedMessagesList()[0]?.clearMetadataMap()],
  ['no id', (request: BatchAppendReq) => request.getProposedMessagesList()[0]?.clearId()],
])('calls a request with %s a bad one', async (_, spoil) => {
  const request = chunk(randomUUID(), { stream: aStream(), final: true });
  spoil(request);
  call.write(request);
  expect((await answered(1))[0]?.outcome).toBe('event_store.client.BadRequest');
});

it('answers what is in hand, and what will never be complete, before it ends', async () => {
  const [done, open] = [randomUUID(), randomUUID()];
  call.write(chunk(open, { stream: aStream() }));
  call.write(chunk(done, { stream: aStream(), final: true }));
  const end = once(call, 'end');
  call.end();
  await end;
  expect(answers.map(summary).map(({ id, outcome }) => [id, outcome])).toStrictEqual([
    [done, '0'],
    [open, 'event_store.client.Timeout'],
  ]);
});

it('answers to ids in two halves as well', async () => {
  const structured = new UUID.Structured().setMostSignificantBits('-1').setLeastSignificantBits('42');
  call.write(
    chunk(randomUUID(), { stream: aStream(), final: true }).setCorrelationId(new UUID().setStructured(structured)),
  );
  await answered(1);
  expect(answers[0]?.getCorrelationId()?.getStructured()?.toObject()).toStrictEqual(structured.toObject());
});

it('keeps appends in the order in which they became complete', async () => {
  const stream = aStream();
  const ids = Array.from({ length: 500 }, () => randomUUID());
  for (const id of ids) call.write(chunk(id, { stream, final: true }));
  const outcomes = new Map((await answered(500)).map(({ id, outcome }) => [id, outcome]));
  expect(ids.map((id) => outcomes.get(id))).toStrictEqual(ids.map((_, n) => String(n)));
  expect(await collect(served.connect().readStream(stream))).toHaveLength(500);
});
