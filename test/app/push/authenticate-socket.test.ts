import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { authenticateSocket } from '../../../src/app/push/authenticate-socket';
import type { Authenticate } from '../../../src/app/http/authenticate';
import { at, userId } from '../../support/vocabulary';

const answers: Readonly<Record<string, ReturnType<Authenticate>>> = {
  user: TE.right({ caller: { kind: 'user', id: userId, roles: [] }, expiresAt: at(60) }),
  service: TE.right({ caller: { kind: 'service', id: 's-1' }, expiresAt: at(60) }),
  old: TE.left({ _tag: 'Unauthenticated', reason: 'expired' }),
  unknown: TE.left({ _tag: 'KeysUnavailable' }),
};

const refusals: Array<string> = [];
const authenticate = authenticateSocket({
  authenticate: (token) => answers[token]!,
  metrics: { refused: (reason) => refusals.push(reason) },
});

it.each([
  ['user', E.right({ userId, expiresAt: at(60), mayWatch: false, watchesBatches: false }), []],
  ['service', E.left({ _tag: 'SocketRefused' }), ['no-user']],
  ['old', E.left({ _tag: 'SocketRefused' }), ['expired']],
  ['unknown', E.left({ _tag: 'SocketUnavailable' }), []],
])('a token of kind %s', async (token, answer, counted) => {
  refusals.length = 0;
  expect(await authenticate(token)()).toStrictEqual(answer);
  expect(refusals).toStrictEqual(counted);
});
