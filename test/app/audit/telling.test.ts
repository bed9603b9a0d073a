import { briefLine, timelineLine } from '../../../src/app/audit/timeline-line';
import { csvHeader, csvLine } from '../../../src/app/audit/csv-line';
import { describeEvent } from '../../../src/app/audit/describe-event';
import type { DomainEvent } from '../../../src/domain/events';
import type { HistoryEvent } from '../../../src/app/queries';
import { rendered } from '../../support/batch-facts';
import { failed, started } from '../../support/delivery-facts';
import { cancelled, requested } from '../../support/notification-facts';
import { recordedAt } from '../../support/recorded';
import { at } from '../../support/vocabulary';

const plain = { dim: (text: string) => `(${text})`, red: String, yellow: String, green: String };
const told = (event: DomainEvent, personal: unknown = null): HistoryEvent => ({
  ...recordedAt('s-1')(event, 5),
  personal,
});

describe('what happened, in words', () => {
  it.each<[DomainEvent, unknown, string]>([
    [
      requested(),
      { title: 'Hello', body: 'b', data: {} },
      'n-1 requested for u-1: device.error “Hello”, P0, by websocket, email, template device.error zh-CN v1',
    ],
    [
      requested({ template: null, channels: [], sendAt: at(60) }),
      { erased: true },
      'n-1 requested for u-1: device.error (content erased), P0, by nothing, not before 2026-03-01T12:01:00.000Z',
    ],
    [cancelled, null, 'n-1 cancelled'],
    [rendered, { title: 'Hello' }, 'content of batch b-1 in zh-CN “Hello”, template system.update v1'],
    [started(2), null, 'n-1.email attempt 2 started through smtp'],
    [failed(2, at(60)), null, 'n-1.email attempt 2 failed: smtp-450 (passing), next try 2026-03-01T12:01:00.000Z'],
    [failed(4, null, { lasting: true }), null, 'n-1.email attempt 4 failed: smtp-450 (lasting), no further try'],
  ])('%#', (event, personal, words) => {
    expect(describeEvent(told(event, personal))).toBe(words);
  });

  it('is one line, whatever a title holds', () => {
    expect(describeEvent(told(requested(), { title: 'a\r\n\u001b[31mb' }))).toContain('“a [31mb”');
  });

  it('is the name of an event that has no words of its own', () => {
    const event = { type: 'NoticeAdmitted', data: { scope: [], userId: 'u-1', identity: 'i', happenedAt: at(0) } };
    expect(describeEvent(told(event as unknown as DomainEvent))).toBe('notice admitted');
  });
});

it('tells when, what, by whom, why and where', () => {
  expect(timelineLine(told(cancelled), plain)).toBe(
    '2026-03-01T12:00:05.000Z  n-1 cancelled  (by system ledger, because of c-1, #5 s-1@4)',
  );
});

it('tells somebody who watches the time of day and the beginnings of ids', () => {
  const notificationId = '0f5e3d1c-1111-4222-8333-444455556666';
  const event = { type: 'NotificationCancelled', data: { notificationId, userId: 'u-1' } } as DomainEvent;
  expect(briefLine(told(event), plain)).toBe('(12:00:05.000)  0f5e3d1c cancelled');
});

describe('a row of the export', () => {
  /** RFC 4180, read back. */
  const fieldsOf = (line: string): ReadonlyArray<string> =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
    );

  it('has a field for each column, whatever they hold', () => {
    const personal = { title: 'a "quoted", title\r\nof two lines' };
    const fields = fieldsOf(csvLine(told(requested(), personal)));
    expect(fields).toHaveLength(csvHeader.split(',').length);
    expect(fields.slice(0, 6)).toStrictEqual(['5', 's-1', '4', 'e-5', 'NotificationRequested', at(5)]);
    expect(JSON.parse(fields.at(-1)!)).toStrictEqual(personal);
    expect(JSON.parse(fields.at(-2)!)).toMatchObject({ notificationId: 'n-1' });
  });

  it('leaves the personal part empty where there is none, and never shows a sealed one', () => {
    const line = csvLine(told(cancelled));
    expect(line.endsWith(',')).toBe(true);
    expect(csvLine(told(requested(), { erased: true }))).not.toContain('kid');
  });
});
