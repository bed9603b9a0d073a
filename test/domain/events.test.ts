import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import type * as t from 'io-ts';
import { decodeRecorded } from '../../src/domain/decode-recorded';
import { type DomainEvent, ledgerEventCodecs } from '../../src/domain/events';
import { decodeEvent } from '../../src/domain/shared/decode-event';
import { arbitraryOf, optionalFieldsOf } from '../support/arbitraries';
import { at } from '../support/vocabulary';

const decode = decodeEvent(ledgerEventCodecs);
const codecs: ReadonlyArray<readonly [string, t.Type<DomainEvent, unknown>]> = Object.entries(
  ledgerEventCodecs as unknown as Readonly<Record<string, t.Type<DomainEvent, unknown>>>,
);

describe.each(codecs)('%s', (name, codec) => {
  const optional = optionalFieldsOf(codec);

  it('is the same after it was written as JSON and read again', () => {
    fc.assert(
      fc.property(arbitraryOf(codec), (event) => {
        const written: unknown = JSON.parse(JSON.stringify(codec.encode(event)));
        expect(decode(written as { readonly type: string; readonly data: unknown })).toStrictEqual(E.right(event));
      }),
      { numRuns: 50 },
    );
  });

  it('is refused with its name where a field is lacking', () => {
    fc.assert(
      fc.property(arbitraryOf(codec), fc.nat(), ({ type, data }, pick) => {
        const required = Object.keys(data).filter((field) => !optional.has(field));
        const left = required[pick % required.length];
        const lacking = Object.fromEntries(Object.entries(data).filter(([field]) => field !== left));
        expect(decode({ type, data: lacking })).toMatchObject(E.left({ _tag: 'MalformedEvent', type: name }));
      }),
      { numRuns: 10 },
    );
  });
});

describe('a stored event', () => {
  const stored = {
    id: 'e-1',
    type: 'NotificationRead',
    data: { notificationId: 'n-1', userId: 'u-1' },
    metadata: { $correlationId: 'c-1', $causationId: 'c-0', actor: { kind: 'user', id: 'u-1' }, at: at(0), v: 1 },
    stream: 'notification-n-1',
    revision: 1n,
    position: 7n,
  };

  it('is decoded with its place, its cause and its time', () => {
    expect(decodeRecorded(stored)).toStrictEqual(
      E.right({
        event: { type: 'NotificationRead', data: { notificationId: 'n-1', userId: 'u-1' } },
        id: 'e-1',
        stream: 'notification-n-1',
        revision: 1n,
        position: 7n,
        at: at(0),
        actor: { kind: 'user', id: 'u-1' },
        correlationId: 'c-1',
        causationId: 'c-0',
      }),
    );
  });

  it('of an unknown name is reported, also where every object has a field of that name', () => {
    for (const type of ['SomethingElse', 'constructor', '__proto__'])
      expect(decodeRecorded({ ...stored, type })).toStrictEqual(E.left({ _tag: 'UnknownEventType', type }));
  });

  it('with damaged metadata is reported', () => {
    expect(decodeRecorded({ ...stored, metadata: {} })).toMatchObject(
      E.left({ _tag: 'MalformedEvent', type: 'NotificationRead' }),
    );
  });
});
