import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { FanOut } from '../../../domain/ports/fan-out';
import type { ViewUnavailable } from '../../../domain/ports/views';
import { errorCode } from '../../../domain/shared/error-code';
import { createListeners } from '../../../domain/shared/listeners';
import { connected, singleClient } from '../client';
import type { ClientParts } from '../open-client';
import { watchClient } from '../watch-client';

export type RedisFanOut = { readonly fanOut: FanOut; readonly close: () => Promise<void> };

const START_MILLIS = 10_000;
const SEPARATOR = ' ';

/**
 * Over publish and subscribe, on one channel for each ledger; a topic has no blank in it. Two connections, since one that
 * subscribes can do nothing else; both connect again by themselves. In a cluster any node passes words on to all.
 */
export const openRedisFanOut =
  ({
    url,
    ids,
    logger,
    ledgerId,
  }: ClientParts & { readonly ledgerId: string }): TaskEither<ViewUnavailable, RedisFanOut> =>
  async () => {
    const channel = `ledger:${ledgerId}:words`;
    const [speaking, hearing] = [singleClient(url, ids.fraction), singleClient(url, ids.fraction)];
    const { add, tell } = createListeners();
    const close = async (): Promise<void> => {
      speaking.disconnect();
      hearing.disconnect();
    };
    watchClient(speaking, logger, 'the fan-out');
    hearing.on('error', (error: unknown) => logger.debug('the fan-out hears nothing', { because: errorCode(error) }));
    hearing.on('message', (_channel: string, text: string) => {
      const end = text.indexOf(SEPARATOR);
      tell(text.slice(0, end), text.slice(end + 1));
    });
    try {
      await Promise.all([connected(speaking, START_MILLIS), connected(hearing, START_MILLIS)]);
      await hearing.subscribe(channel);
    } catch (cause) {
      await close();
      return E.left({ _tag: 'ViewUnavailable', cause });
    }
    return E.right({
      fanOut: {
        say: (topic, word) => {
          speaking
            .publish(channel, `${topic}${SEPARATOR}${word}`)
            .catch((error: unknown) => logger.debug('a word was lost', { topic, because: errorCode(error) }));
        },
        listen: add,
      },
      close,
    });
  };
