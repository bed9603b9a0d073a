import { notification } from '../../../src/domain/notification';
import type { NotificationCommand } from '../../../src/domain/notification/commands';
import { archived, cancelled, expired, read, requested, requestOf } from '../../support/notification-facts';
import { specification } from '../../support/specification';
import { at, notificationId, otherUserId, userId } from '../../support/vocabulary';

const { given } = specification(notification);
const notFound = { _tag: 'NotificationNotFound', notificationId } as const;
const markRead: NotificationCommand = { type: 'MarkRead', notificationId, userId, now: at(0) };
const archive: NotificationCommand = { type: 'Archive', notificationId, userId, now: at(0) };
const cancel: NotificationCommand = { type: 'Cancel', notificationId, now: at(0), stillOpen: true };
const cancelLate: NotificationCommand = { ...cancel, stillOpen: false };
const expire: NotificationCommand = { type: 'Expire', notificationId, now: at(0) };

describe('a request', () => {
  const request: NotificationCommand = { type: 'RequestNotification', request: requestOf() };

  it('is recorded', () => {
    given().when(request).then(requested());
  });

  it('is recorded once', () => {
    given(requested()).when(request).thenNothing();
  });

  it('differs from another one under its key', () => {
    const differs = { _tag: 'RequestDiffers', notificationId } as const;
    given(requested({ fingerprint: 'f-2' }))
      .when(request)
      .thenRejected(differs);
    given(requested({ userId: otherUserId }))
      .when(request)
      .thenRejected(differs);
  });
});

describe('reading and archiving', () => {
  it('are recorded once each', () => {
    given(requested()).when(markRead).then(read);
    given(requested(), read).when(markRead).thenNothing();
    given(requested()).when(archive).then(archived);
    given(requested(), archived).when(archive).thenNothing();
  });

  it('do not depend on each other, or on what became of the sending', () => {
    given(requested(), archived, cancelled).when(markRead).then(read);
    given(requested(), read, expired).when(archive).then(archived);
  });

  it("are its recipient's alone", () => {
    given(requested())
      .when({ ...markRead, userId: otherUserId })
      .thenRejected(notFound);
    given(requested())
      .when({ ...archive, userId: otherUserId })
      .thenRejected(notFound);
  });

  it('come not before it is shown', () => {
    given(requested({ sendAt: at(1) }))
      .when(markRead)
      .thenRejected(notFound);
    given(requested({ sendAt: at(0) }))
      .when(markRead)
      .then(read);
  });
});

describe('calling off', () => {
  it('is possible while a delivery is open', () => {
    given(requested()).when(cancel).then(cancelled);
    given(requested()).when(cancelLate).thenRejected({ _tag: 'NothingToCancel', notificationId });
  });

  it('is possible before the time it is scheduled for', () => {
    given(requested({ sendAt: at(1) }))
      .when(cancelLate)
      .then(cancelled);
    given(requested({ sendAt: at(0) }))
      .when(cancelLate)
      .thenRejected({ _tag: 'NothingToCancel', notificationId });
  });

  it('is recorded once', () => {
    given(requested(), cancelled).when(cancelLate).thenNothing();
  });

  it('comes too late for what has expired', () => {
    for (const history of [[requested({ expiresAt: at(0) })], [requested({ expiresAt: at(9) }), expired]])
      given(...history)
        .when(cancel)
        .thenRejected({ _tag: 'NothingToCancel', notificationId });
  });
});

describe('expiry', () => {
  it('is recorded from its time on, once', () => {
    given(requested({ expiresAt: at(0) }))
      .when(expire)
      .then(expired);
    given(requested({ expiresAt: at(0) }), expired)
      .when(expire)
      .thenNothing();
  });

  it('does not come earlier, or to what has none', () => {
    const notExpired = { _tag: 'NotExpired', notificationId } as const;
    given(requested({ expiresAt: at(1) }))
      .when(expire)
      .thenRejected(notExpired);
    given(requested()).when(expire).thenRejected(notExpired);
  });

  it('says nothing more about what was called off', () => {
    given(requested({ expiresAt: at(0) }), cancelled)
      .when(expire)
      .thenNothing();
  });
});

it('knows nothing of a notification that nobody requested', () => {
  for (const command of [markRead, archive, cancel, expire]) given().when(command).thenRejected(notFound);
});
