import type { DomainEvent } from '../../src/domain/events';
import { deadLetters } from '../../src/projections/dead-letters/project';
import { DeadLetterRow, openIndex, sameCauseIndex } from '../../src/projections/dead-letters/row';
import { foldedRows, listed } from '../support/folded-rows';
import { recordedAll } from '../support/histories';
import { closed, parked, streamOf } from '../support/inbound-facts';
import { at, sealed } from '../support/vocabulary';

const rowsAfter = (...events: ReadonlyArray<DomainEvent & { readonly data: { readonly parkId: string } }>) =>
  foldedRows(deadLetters, recordedAll(events.map((event) => ({ stream: streamOf(event.data.parkId), event }))));

const waiting = sameCauseIndex('device.stopped', 'undecodable');

describe('a parked message', () => {
  it('waits with all that its event says, its body sealed as it came', () => {
    const [row, ...others] = rowsAfter(parked('p-1', { messageId: 'm-1', attempts: 4, reason: 'retries' }));
    expect(others).toStrictEqual([]);
    expect(row?.value).toStrictEqual({
      parkId: 'p-1',
      identity: 'device.stopped:event:of-p-1',
      eventType: 'device.stopped',
      queue: 'notification-service.device.stopped',
      routingKey: 'device.stopped',
      messageId: 'm-1',
      reason: 'retries',
      report: [{ path: '/payload', expected: 'a JSON object' }],
      attempts: 4,
      parkedAt: at(0),
      position: '1',
      isOpen: true,
      body: {
        stream: 'inbound-device.stopped:event:of-p-1',
        type: 'MessageParked',
        eventId: '00000000-0000-4000-8000-000000000000',
        sealed,
      },
    });
    expect(DeadLetterRow.is(row?.value)).toBe(true);
  });

  it.each(['MessageReplayed', 'MessageDiscarded'] as const)(
    'waits no longer after %s, and stays to be found',
    (type) => {
      const rows = rowsAfter(parked('p-1'), parked('p-2'), closed('p-1', type));
      expect([listed(rows, openIndex), listed(rows, waiting)]).toStrictEqual([['p-2'], ['p-2']]);
      expect(rows.find(({ key }) => key === 'p-1')?.value).toMatchObject({ isOpen: false, parkedAt: at(0) });
    },
  );
});

it('lists what was parked first before what was parked later, also past the tenth', () => {
  const twelve = Array.from({ length: 12 }, (_, n) => `p-${String(n)}`);
  expect(listed(rowsAfter(...twelve.map((parkId) => parked(parkId))), openIndex)).toStrictEqual(twelve);
});

it('counts together what waits of one event type for one reason, and nothing else', () => {
  const rows = rowsAfter(
    parked('p-1'),
    parked('p-2', { reason: 'conflict' }),
    parked('p-3', { eventType: 'app.crashed' }),
  );
  expect(listed(rows, waiting)).toStrictEqual(['p-1']);
  expect(listed(rows, sameCauseIndex('device.stopped', 'conflict'))).toStrictEqual(['p-2']);
  expect(listed(rows, sameCauseIndex('app.crashed', 'undecodable'))).toStrictEqual(['p-3']);
});
