import { allRoles, everyRole, parseRoles } from '../../../src/app/compose/roles';
import { left } from '../../support/ledger-under-test';
import { right } from '../../support/right';

it('takes roles in any order, with blanks and repeats', () => {
  expect(right(parseRoles('ws, api,ws'))).toStrictEqual(new Set(['ws', 'api']));
  expect(right(parseRoles(allRoles.join(',')))).toStrictEqual(everyRole);
});

it.each(['', 'api,', 'API', 'api,cook,waiter'])(
  'names the roles in "%s" that there are not, and those that there are',
  (text) => {
    const complaint = left(parseRoles(text));
    const wrong = text.split(',').filter((part) => !allRoles.some((role) => role === part));
    for (const part of [...wrong.map((role) => `"${role}"`), ...allRoles]) expect(complaint).toContain(part);
  },
);
