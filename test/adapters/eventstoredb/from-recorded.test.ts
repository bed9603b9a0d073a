import { callFailed } from '../../../src/adapters/eventstoredb/call-failure';
import { fromRecorded, type Recorded } from '../../../src/adapters/eventstoredb/from-recorded';

const recorded = (data: unknown, metadata: unknown): Recorded =>
  ({
    id: 'e-1',
    type: 'Told',
    streamId: 'a-1',
    revision: 4n,
    created: new Date(0),
    isJson: true,
    position: { commit: 17n, prepare: 17n },
    data,
    metadata,
  }) as unknown as Recorded;
const binary = (text: string) => ({ $binary: Buffer.from(text).toString('base64') });

describe('an event of the server', () => {
  it('has its place in its stream and in the journal', () => {
    expect(fromRecorded(recorded({ a: 1 }, { v: 1 }))).toStrictEqual({
      id: 'e-1',
      type: 'Told',
      stream: 'a-1',
      revision: 4n,
      position: 17n,
      data: { a: 1 },
      metadata: { v: 1 },
    });
  });

  it.each([
    ['bytes', new Uint8Array(Buffer.from('abc')), 'abc'],
    ['text that is no JSON', 'abc', 'abc'],
    ['a list', [1, 2], '[1,2]'],
    ['a number', 7, '7'],
    ['null', null, 'null'],
  ])('whose data is %s is shown by its bytes', (_, data, bytes) => {
    expect(fromRecorded(recorded(data, undefined))).toMatchObject({ data: binary(bytes), metadata: {} });
  });
});

describe('a failure of the client', () => {
  it.each([
    [{ type: 'unavailable', code: 14 }, 'unavailable'],
    [{ type: 'unknown', code: 13 }, 'grpc-INTERNAL'],
    [{ code: 8 }, 'grpc-RESOURCE_EXHAUSTED'],
    [{ code: 'ECONNREFUSED' }, 'ECONNREFUSED'],
    [new Error('esdb://me:secret@host'), 'not-connected'],
    ['Impossible situation', 'not-connected'],
  ])('%j is told by one word, without what it says', (error, code) => {
    const failure = callFailed(error);
    expect([failure.code, failure.message]).toStrictEqual([code, `EventStoreDB: ${code}`]);
  });
});
