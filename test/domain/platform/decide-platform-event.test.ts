import { decidePlatformEvent } from '../../../src/domain/platform/decide-platform-event';
import { arrived } from '../../support/scene';
import { at, userId } from '../../support/vocabulary';

const now = at(0);
const contacts = { email: 'user.1@example.com', username: 'user 1' };
const plan = (...event: Parameters<typeof arrived>) => decidePlatformEvent(arrived(...event), now);
const recorded = (why: string, about: string | null = userId) => ({
  kind: 'record',
  why,
  userId: about,
  directory: null,
});
const toUser = { kind: 'notify', recipients: { kind: 'user', userId } };

describe('who is told', () => {
  it('the user that an event names, by its template, channels and priority', () => {
    expect(plan('billing.payment_failed')).toStrictEqual({
      kind: 'notify',
      recipients: { kind: 'user', userId },
      notice: {
        template: 'billing.payment_failed',
        channels: ['websocket', 'email', 'sms'],
        priority: 'P0',
        bypasses: [],
      },
      expiresAt: null,
      contacts,
      admission: null,
      directory: null,
    });
  });

  it('nobody of an installation that was only asked for', () => {
    expect(plan('app.install_requested')).toStrictEqual(recorded('records-only'));
  });

  it.each(['user.login_failed', 'app.updated', 'scheduler.task_completed'])('nobody of %s without a user', (type) => {
    expect(plan(type, { userId: null })).toStrictEqual(recorded('no-recipient', null));
    expect(plan(type)).toMatchObject(toUser);
  });

  it('the operators of a failed task without a user', () => {
    expect(plan('scheduler.task_failed', { userId: null })).toMatchObject({ recipients: { kind: 'operators' } });
    expect(plan('scheduler.task_failed')).toMatchObject(toUser);
  });

  it.each(['system.maintenance', 'system.update'])('everyone of %s', (type) => {
    expect(plan(type)).toMatchObject({ kind: 'notify', recipients: { kind: 'everyone' } });
  });
});

describe('failed logins', () => {
  it.each([0, 1, 2])('are recorded at %d failures', (failureCount) => {
    expect(plan('user.login_failed', { failureCount })).toStrictEqual(recorded('below-threshold'));
  });

  it.each([3, 4, 100])('notify at %d failures', (failureCount) => {
    expect(plan('user.login_failed', { failureCount })).toMatchObject(toUser);
  });

  it('notify where nobody counted them', () => {
    expect(plan('user.login_failed', { failureCount: null })).toMatchObject(toUser);
  });
});

describe('a password reset', () => {
  it('expires with its token, whatever its recipient prefers', () => {
    expect(plan('user.password_reset_requested', { expiresAt: at(1) })).toMatchObject({
      ...toUser,
      expiresAt: at(1),
      notice: { template: 'user.password_reset', bypasses: ['preferences'] },
    });
  });

  it.each([0, -1])('is not sent %d s after its token expired', (seconds) => {
    expect(plan('user.password_reset_requested', { expiresAt: at(seconds) })).toStrictEqual(recorded('expired'));
  });
});

it('a crash needs the admission of its user, app and device', () => {
  expect(plan('app.crashed', { crashedAt: at(-30) })).toMatchObject({
    ...toUser,
    admission: {
      userId,
      scope: ['app.crashed', userId, 'app-1', 'd-1'],
      happenedAt: at(-30),
      apartMillis: 300_000,
    },
  });
});

it.each(['user.password_changed', 'device.error', 'billing.low_balance'])('%s goes out in quiet hours', (type) => {
  expect(plan(type)).toMatchObject({ notice: { bypasses: ['quiet-hours'] } });
});

it.each(['low', 'medium', 'high', 'critical'])('an error that its device finds %s is urgent', (priority) => {
  expect(plan('device.error', { priority })).toMatchObject({ notice: { priority: 'P0' } });
});

describe('the directory', () => {
  it('learns the contacts of who registers, from then on', () => {
    expect(plan('user.registered', { registerTime: at(-5) }).directory).toStrictEqual({
      userId,
      set: { ...contacts, phone: '+8613800138000' },
      changedAt: at(-5),
    });
  });

  it('learns what a changed profile carries, and nothing where it carries none', () => {
    const silent = { email: null, username: '' };
    const update = { userId, set: { ...contacts, timezone: 'Asia/Shanghai' }, changedAt: at(0) };
    expect(plan('user.profile_updated', { timeZone: 'Asia/Shanghai' }).directory).toStrictEqual(update);
    expect(plan('user.profile_updated', silent).directory).toBeNull();
  });

  it('learns nothing from other events; their contacts are for their own notification', () => {
    expect(plan('device.started')).toMatchObject({ directory: null, contacts: { email: 'user.1@example.com' } });
  });
});
