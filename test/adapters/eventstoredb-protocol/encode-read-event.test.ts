import { ReadResp as PersistentReadResp } from '@eventstore/db-client/generated/persistent_pb';
import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import fc from 'fast-check';
import { encodeReadEvent } from '../../../src/adapters/eventstoredb-protocol/encode-read-event';
import { type UuidForm, uuidOf } from '../../../src/adapters/eventstoredb-protocol/uuid';
import type { EngineRecord } from '../../../src/domain/ports/journal-engine';

const int64 = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const wellFormed = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed());
const record: fc.Arbitrary<EngineRecord> = fc.record({
  id: fc.uuid(),
  stream: wellFormed,
  type: wellFormed,
  json: fc.boolean(),
  data: fc.oneof(
    fc.uint8Array(),
    fc.integer({ min: 60_000, max: 200_000 }).map((length) => new Uint8Array(length).fill(7)),
  ),
  metadata: fc.uint8Array(),
  revision: fc.oneof(int64, fc.constant(2n ** 63n - 1n)),
  position: int64,
  created: fc.oneof(fc.constant(0), fc.nat({ max: 4_102_444_800_000 })),
});

const signed = (half: string): string => BigInt.asIntN(64, BigInt(`0x${half}`)).toString();

const uuidIn = (id: string, form: UuidForm): UUID => {
  if (form === 'string') return new UUID().setString(id);
  const digits = id.replaceAll('-', '');
  const structured = new UUID.Structured();
  structured.setMostSignificantBits(signed(digits.slice(0, 16)));
  structured.setLeastSignificantBits(signed(digits.slice(16)));
  return new UUID().setStructured(structured);
};

/** What the records of both services have in common. */
type Recorded = {
  readonly setId: (id: UUID) => unknown;
  readonly setStreamIdentifier: (stream: StreamIdentifier) => unknown;
  readonly setStreamRevision: (revision: string) => unknown;
  readonly setPreparePosition: (position: string) => unknown;
  readonly setCommitPosition: (position: string) => unknown;
  readonly getMetadataMap: () => { readonly set: (key: string, value: string) => unknown };
  readonly setCustomMetadata: (bytes: Uint8Array) => unknown;
  readonly setData: (bytes: Uint8Array) => unknown;
};
type From = { readonly record: EngineRecord; readonly position: bigint; readonly form: UuidForm };
const fill = <R extends Recorded>(into: R, { record: from, position, form }: From): R => {
  into.setId(uuidIn(from.id, form));
  into.setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(from.stream)));
  into.setStreamRevision(String(from.revision));
  into.setPreparePosition(String(position));
  into.setCommitPosition(String(position));
  into.getMetadataMap().set('type', from.type);
  into.getMetadataMap().set('content-type', from.json ? 'application/json' : 'application/octet-stream');
  into.getMetadataMap().set('created', String(BigInt(from.created) * 10_000n));
  into.setCustomMetadata(from.metadata);
  into.setData(from.data);
  return into;
};

const forms = fc.constantFrom<UuidForm>('string', 'structured');

it('writes an event as the generated classes of the protocol do, byte for byte', () => {
  fc.assert(
    fc.property(record, fc.option(record, { nil: undefined }), forms, (event, link, uuid) => {
      const read = new ReadResp.ReadEvent();
      const of = (record: EngineRecord) =>
        fill(new ReadResp.ReadEvent.RecordedEvent(), { record, position: record.position, form: uuid });
      read.setEvent(of(event));
      if (link !== undefined) read.setLink(of(link));
      read.setCommitPosition(String((link ?? event).position));
      const expected = Buffer.from(new ReadResp().setEvent(read).serializeBinary());
      expect(encodeReadEvent({ event, ...(link === undefined ? {} : { link }) }, { uuid }).equals(expected)).toBe(true);
    }),
  );
});

it('writes a link that leads to nothing without an event', () => {
  fc.assert(
    fc.property(record, (link) => {
      const read = ReadResp.deserializeBinary(encodeReadEvent({ link }, { uuid: 'string' })).getEvent();
      expect([read?.hasEvent(), read?.getLink()?.getStreamRevision()]).toStrictEqual([false, String(link.revision)]);
    }),
  );
});

it('writes an event of a persistent subscription with both records at the place of the original', () => {
  fc.assert(
    fc.property(record, record, forms, fc.nat(), (event, link, uuid, retryCount) => {
      const read = new PersistentReadResp.ReadEvent();
      const of = (record: EngineRecord) =>
        fill(new PersistentReadResp.ReadEvent.RecordedEvent(), { record, position: link.position, form: uuid });
      read.setEvent(of(event)).setLink(of(link));
      read.setCommitPosition(String(link.position));
      read.setRetryCount(retryCount);
      const expected = Buffer.from(new PersistentReadResp().setEvent(read).serializeBinary());
      expect(encodeReadEvent({ event, link }, { uuid, retryCount }).equals(expected)).toBe(true);
    }),
  );
});

it('reads an id in either form', () => {
  fc.assert(
    fc.property(fc.uuid(), forms, (id, form) => {
      expect(uuidOf(uuidIn(id, form))).toBe(id);
      expect(uuidOf(new UUID().setString(id.toUpperCase()))).toBe(id);
    }),
  );
  expect([uuidOf(undefined), uuidOf(new UUID()), uuidOf(new UUID().setString('no id'))]).toStrictEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
