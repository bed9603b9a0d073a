import type { Instant, UserId } from '../../../src/domain/shared/codecs';
import { NotificationContent } from '../../../src/domain/notification/content';
import { oneTimeKey, recipientKey } from '../../../src/domain/ports/key-ring';
import { openContents } from '../../../src/app/vault/open-contents';
import { contentPartOf } from '../../../src/domain/notification/content-part';
import type { NotificationRequested } from '../../../src/domain/notification/events';
import type { Recorded } from '../../../src/domain/shared/recorded';
import { left, type LedgerUnderTest, openLedgerUnderTest, request, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
});
afterAll(async () => ledger.close());

const key = (text: string) => ({ key: text, method: 'POST', path: '/notifications' });
const ask = async (changes: Parameters<typeof request>[0] = {}, idempotencyKey?: string) =>
  ledger.commands.requestNotification(
    service,
    request(changes),
    idempotencyKey === undefined ? undefined : key(idempotencyKey),
  )();
const template = (code: string) => ({ kind: 'template', code }) as const;
const reset = {
  content: template('user.password_reset'),
  data: { userId: 'u-1', username: 'n', resetToken: 'the-token', expiresAt: '2026-03-01T09:00:00.000Z' },
};

const storedContent = async (id: string) => {
  const [recorded] = await ledger.events(`notification-${id}`);
  if (recorded?.event.type !== 'NotificationRequested') throw new Error('no request is stored');
  const { stream, id: eventId, event } = recorded;
  const content = contentPartOf(recorded as Recorded<NotificationRequested>);
  const { secrets } = event.data;
  const hidden = secrets === null ? [] : [{ stream, type: event.type, eventId, sealed: secrets }];
  const opened = right(await openContents(ledger.deps)([content, ...hidden])());
  return { data: event.data, opened };
};

describe('a request', () => {
  it('is one event, whose content opens under the key of its recipient', async () => {
    const { value, position } = right(await ask({ data: { note: 'n' } }));
    const [stored, ...others] = await ledger.events(`notification-${value.id}`);
    expect({ type: stored?.event.type, position: stored?.position, others }).toStrictEqual({
      type: 'NotificationRequested',
      position,
      others: [],
    });
    const { opened } = await storedContent(value.id);
    expect(opened).toStrictEqual([
      { status: 'open', value: { title: 'A title', body: 'A body', data: { note: 'n' } } },
    ]);
  });

  it('goes to the inbox alone where neither it nor a template names channels', async () => {
    expect(right(await ask({ channels: undefined })).value.channels).toStrictEqual(['websocket']);
  });

  it('is rendered in its locale, from a template that is pinned by version', async () => {
    const failed = {
      content: template('billing.payment_failed'),
      data: {
        userId: 'u-1',
        paymentId: 'p',
        amount: 12.5,
        paymentMethod: 'card',
        reason: 'r',
        failedAt: '2026-03-01T00:00:00Z',
      },
      channels: undefined,
    };
    const english = await storedContent(right(await ask({ ...failed, locale: 'en-GB' })).value.id);
    const chinese = await storedContent(right(await ask({ ...failed, locale: 'fr' })).value.id);
    expect(english.data.template).toStrictEqual({ code: 'billing.payment_failed', locale: 'en-US', version: 1 });
    expect(chinese.data.template).toStrictEqual({ code: 'billing.payment_failed', locale: 'zh-CN', version: 1 });
    expect(english.data.channels).toStrictEqual(['websocket', 'email', 'sms']);
    expect(english.data.priority).toBe('P0');
  });

  it('is rendered in the locale that the directory knows', async () => {
    right(
      await ledger.commands.changeContacts(service, 'u-en' as UserId, {
        set: { locale: 'en-US' },
        cleared: [],
        roles: undefined,
      })(),
    );
    const asked = await ask({ ...reset, userId: 'u-en' as UserId });
    expect((await storedContent(right(asked).value.id)).data.locale).toBe('en-US');
  });

  it('keeps secrets apart from what is shown, under a key of its own, until their own end', async () => {
    const { data, opened } = await storedContent(right(await ask(reset)).value.id);
    const [shown, secrets] = opened;
    expect(secrets).toStrictEqual({ status: 'open', value: { resetToken: 'the-token' } });
    expect(JSON.stringify(shown)).not.toContain('the-token');
    expect(NotificationContent.is(shown?.status === 'open' && shown.value)).toBe(true);
    expect(data.expiresAt).toBe('2026-03-01T09:00:00.000Z');
  });

  it.each([
    ['an unknown template', { content: template('no.such') }, ['/templateCode']],
    [
      'absent variables',
      { content: template('billing.low_balance') },
      ['/data/currentBalance', '/data/threshold', '/data/detectedAt'],
    ],
    ['a variable of another type', { ...reset, data: { ...reset.data, resetToken: 7 } }, ['/data/resetToken']],
    ['unknown channels and locale', { channels: ['email', 'fax'], locale: 'xx-YY' }, ['/channels/1', '/locale']],
    ['an end in the past', { expiresAt: '2026-03-01T07:59:59.000Z' as Instant }, ['/expiresAt']],
    [
      'a time after its end',
      { expiresAt: '2026-03-01T09:00:00.000Z' as Instant, sendAt: '2026-03-01T09:00:00.000Z' as Instant },
      ['/sendAt'],
    ],
  ])('with %s can not be, names the field and writes nothing', async (_what, changes, paths) => {
    const before = right(await ledger.journal.head()());
    const failure = left(await ask(changes, 'refused'));
    expect(failure).toMatchObject({ _tag: 'Impossible', errors: paths.map((path) => ({ path })) });
    expect(right(await ledger.journal.head()())).toBe(before);
  });
});

describe('a request with an idempotency key', () => {
  it('is stored once, and answered twice alike', async () => {
    const first = right(await ask({}, 'twice'));
    const second = right(await ask({}, 'twice'));
    expect(second).toStrictEqual({ ...first, replayed: true });
  });

  it('is stored once where it comes many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, async () => ask({}, 'at once')));
    expect(new Set(answers.map((answer) => right(answer).value.id)).size).toBe(1);
    expect(answers.filter((answer) => !right(answer).replayed)).toHaveLength(1);
  });

  it.each([
    ['another body', { data: { other: true } }],
    ['another recipient', { userId: 'u-2' as UserId }],
    ['a body that can not be', { channels: ['fax'] }],
  ])('is refused with %s', async (_what, changes) => {
    right(await ask({}, `again ${_what}`));
    expect(left(await ask(changes, `again ${_what}`))).toStrictEqual({ _tag: 'KeyReused' });
  });

  it('gives the first answer also once the request could no longer be made', async () => {
    const expiring = { expiresAt: '2026-03-01T08:00:01.000Z' as Instant };
    const first = right(await ask(expiring, 'late'));
    await ledger.clock.advance(2_000);
    expect(right(await ask(expiring, 'late'))).toStrictEqual({ ...first, replayed: true });
  });

  it('gives the first answer also after the end of its secret, for which no other key is made', async () => {
    const first = right(await ask(reset, 'spent'));
    const owner = oneTimeKey(first.value.id);
    right(await ledger.keyRing.destroyForGood([owner])());
    expect(right(await ask(reset, 'spent'))).toStrictEqual({ ...first, replayed: true });
    const other = { ...reset, data: { ...reset.data, resetToken: 'another' } };
    expect(left(await ask(other, 'spent'))).toStrictEqual({ _tag: 'KeyReused' });
    expect(right(await ledger.keyRing.held(owner, { limit: 1 })())).toStrictEqual([]);
  });

  it('can be answered no more once its recipient was erased, and makes no key for the person', async () => {
    const userId = 'u-erased' as UserId;
    right(await ask({ userId }, 'erased'));
    right(await ledger.keyRing.destroyForGood([recipientKey(userId)])());
    for (const key of ['erased', 'another', undefined])
      expect(left(await ask({ userId }, key))).toMatchObject({ _tag: 'Impossible', errors: [{ path: '/userId' }] });
    expect(right(await ledger.keyRing.held(recipientKey(userId), { limit: 1 })())).toStrictEqual([]);
  });

  it('was confirmed by nobody while the journal was away, and is stored by the repeat', async () => {
    ledger.journal.setAway(true);
    expect(left(await ledger.settle(ask({}, 'away')))).toMatchObject({ _tag: 'Unavailable', component: 'journal' });
    ledger.journal.setAway(false);
    expect(right(await ask({}, 'away')).replayed).toBe(false);
  });
});
