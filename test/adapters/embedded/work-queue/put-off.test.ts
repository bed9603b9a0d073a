import { createEmbeddedWorkQueue } from '../../../../src/adapters/embedded/work-queue/create-embedded-work-queue';
import type { DeliveryId, NotificationId } from '../../../../src/domain/shared/codecs';
import { createTestClock } from '../../../support/test-clock';

it('hands out what is always put off once for each pause, never in a spin', async () => {
  const clock = createTestClock();
  const queue = createEmbeddedWorkQueue({ clock, pauseMillis: 1000 });
  const stop = new AbortController();
  let handed = 0;
  const one = { deliveryId: 'n-1.sms' as DeliveryId, notificationId: 'n-1' as NotificationId };
  await queue.publish([{ ...one, channel: 'sms', priority: 'P0' }])();
  const consuming = queue.consume({ channel: 'sms', concurrency: 4, signal: stop.signal }, async () => {
    handed += 1;
    return 'again';
  });
  await clock.advance(999);
  expect(handed).toBe(1);
  await clock.advance(1);
  expect(handed).toBe(2);
  await clock.advance(10_000);
  expect(handed).toBe(12);
  stop.abort();
  await consuming;
});
