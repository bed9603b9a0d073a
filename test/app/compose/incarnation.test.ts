import { createIncarnation } from '../../../src/app/compose/incarnation';

const ids = { random: () => 'now', fraction: () => 0 };

it.each([
  { journalIsElsewhere: false, dead: ['here.before', 'there.before', 'before'] },
  // Whoever works elsewhere on the same journal may be alive.
  { journalIsElsewhere: true, dead: ['here.before'] },
])('who is dead for the holder of the lock, the journal being elsewhere: $journalIsElsewhere', ({ dead, ...where }) => {
  const { by, isDead } = createIncarnation({ dataDir: 'here', ...where }, ids);
  expect(by).toBe('here.now');
  const others = ['here.before', 'there.before', 'before'];
  expect([by, ...others].filter(isDead)).toStrictEqual(dead);
});
