import * as E from 'fp-ts/Either';
import type { IdempotencyScope } from '../commands';
import type { FieldError } from '../failure';
import type { ReadAt } from '../queries';
import { closedObject } from './codecs/closed-object';
import { GivenPosition, IdempotencyKey } from './codecs/from-text';
import { decodeInput } from './decode-input';

export type HeaderReader = (name: string) => string | undefined;

const LEDGER_POSITION = 'Ledger-Position';
const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** The headers as the API's document names them. */
export const ReadHeaders = closedObject('ReadHeaders', {}, { [LEDGER_POSITION]: GivenPosition });
export const CreateHeaders = closedObject('CreateHeaders', {}, { [IDEMPOTENCY_KEY]: IdempotencyKey });

type Read<A> = E.Either<ReadonlyArray<FieldError>, A>;

/** How far the view must have come before it answers. */
export const readAtOf = (header: HeaderReader): Read<ReadAt> => {
  const decoded = decodeInput(ReadHeaders)({ [LEDGER_POSITION]: header(LEDGER_POSITION) });
  return E.isLeft(decoded) ? decoded : E.right({ atLeast: decoded.right[LEDGER_POSITION] });
};

/** The idempotency key in the scope of its method and path; none sent, none. */
export const scopeOf = (header: HeaderReader, method: string, path: string): Read<IdempotencyScope | undefined> => {
  const decoded = decodeInput(CreateHeaders)({ [IDEMPOTENCY_KEY]: header(IDEMPOTENCY_KEY) });
  if (E.isLeft(decoded)) return decoded;
  const key = decoded.right[IDEMPOTENCY_KEY];
  return E.right(key === undefined ? undefined : { key, method, path });
};
