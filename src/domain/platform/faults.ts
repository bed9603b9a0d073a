import type * as t from 'io-ts';
import type { MessageFault } from '../inbound/events';

/** A key as a JSON pointer writes it (RFC 6901, section 3). */
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

export const fault = (path: string, expected: string): MessageFault => ({ path, expected });

/** What a codec found, under the place where the decoded part stands in the body. Never what stood there. */
export const faultsIn =
  (place: string) =>
  (errors: t.Errors): ReadonlyArray<MessageFault> =>
    errors.map(({ context }) => {
      const keys = context.slice(1).map(({ key }) => `/${escaped(key)}`);
      return fault(`${place}${keys.join('')}`, context.at(-1)?.type.name ?? '');
    });
