import type { EngineRecord } from '../../domain/ports/journal-engine';
import { halvesOf, type UuidForm } from './uuid';
import { createWireWriter, type WireWriter } from './wire-writer';

/** A record as it was read: by itself, or what a link led to beside the link; only the link where it led to nothing. */
export type ResolvedEvent = { readonly event?: EngineRecord; readonly link?: EngineRecord };

export type ReadEventOptions = {
  readonly uuid: UuidForm;
  /** Of the persistent subscriptions' ReadResp: how often it was delivered before, and both records at one position. */
  readonly retryCount?: number;
};

const writer = createWireWriter();

/** The entry of a `map<string, string>` field. */
const entry = (key: string, value: string): Buffer => {
  writer.begin();
  const end = writer.end();
  writer.text(2, value);
  writer.text(1, key);
  writer.open(6, end);
  return writer.finish();
};
const jsonContent = entry('content-type', 'application/json');
const binaryContent = entry('content-type', 'application/octet-stream');

/** 100-ns ticks since 1970; their count does not fit into a double. */
const ticks = (millis: number): string => (millis === 0 ? '0' : `${millis}0000`);

const writeEntry = (to: WireWriter, key: string, value: string): void => {
  const end = to.end();
  to.text(2, value);
  to.text(1, key);
  to.open(6, end);
};

const writeId = (to: WireWriter, id: string, form: UuidForm): void => {
  const end = to.end();
  if (form === 'string') to.text(2, id);
  else {
    const [most, least] = halvesOf(id);
    const structured = to.end();
    if (least !== 0n) to.varint(2, least);
    if (most !== 0n) to.varint(1, most);
    to.open(1, structured);
  }
  to.open(1, end);
};

const writeStream = (to: WireWriter, stream: string): void => {
  const end = to.end();
  if (stream !== '') to.text(3, stream);
  to.open(2, end);
};

type Recorded = { readonly record: EngineRecord; readonly position: bigint; readonly uuid: UuidForm };

const writeRecorded = (to: WireWriter, field: number, { record, position, uuid }: Recorded): void => {
  const end = to.end();
  if (record.data.length > 0) to.bytes(8, record.data);
  if (record.metadata.length > 0) to.bytes(7, record.metadata);
  writeEntry(to, 'type', record.type);
  writeEntry(to, 'created', ticks(record.created));
  to.fields(record.json ? jsonContent : binaryContent);
  if (position !== 0n) {
    to.varint(5, position);
    to.varint(4, position);
  }
  if (record.revision !== 0n) to.varint(3, record.revision);
  writeStream(to, record.stream);
  writeId(to, record.id, uuid);
  to.open(field, end);
};

/**
 * `ReadResp { event }` of streams and, with a retry count, of persistent subscriptions, byte for byte as the generated
 * classes write it: a read is mostly this, and they cost several times as much.
 */
export const encodeReadEvent = ({ event, link }: ResolvedEvent, { uuid, retryCount }: ReadEventOptions): Buffer => {
  const original = link ?? event;
  const position = original?.position ?? 0n;
  writer.begin();
  const end = writer.end();
  if (retryCount !== undefined) writer.varint(5, retryCount);
  writer.varint(3, position);
  const placed = (record: EngineRecord): Recorded => ({
    record,
    position: retryCount === undefined ? record.position : position,
    uuid,
  });
  if (link !== undefined) writeRecorded(writer, 2, placed(link));
  if (event !== undefined) writeRecorded(writer, 1, placed(event));
  writer.open(1, end);
  return writer.finish();
};
