import { inbox } from '../../../src/projections/inbox/project';
import { inboxQuestions } from '../../../src/projections/inbox/questions';
import { requested } from '../../support/notification-facts';
import { openProjecting, type Projecting } from '../../support/projecting';
import { right } from '../../support/right';
import { until } from '../../support/until';
import { at, notificationId, userId } from '../../support/vocabulary';

let scene: Projecting;
beforeEach(async () => {
  scene = await openProjecting();
});
afterEach(async () => scene.close());

it('notices within a second that a view was lost to which nothing is written, and builds it again', async () => {
  const { tell, start, caughtUp, views, clock } = scene;
  await tell({ stream: `notification-${notificationId}`, event: requested() });
  start();
  await caughtUp();
  right(await views.reset(inbox)());
  await clock.advance(5_001);
  await until('it is built again', async () => right(await views.checkpoint(inbox)())?.position === 1n, 20_000);
  const unread = right(await inboxQuestions(views).count('unread', userId, { now: at(9_999) })());
  expect(unread).toStrictEqual({ position: 1n, value: 1 });
});
