import type { Request } from 'express';
import * as E from 'fp-ts/Either';
import type { Clock } from '../../../domain/ports/clock';
import type { HttpFailure } from '../http-failure';
import type { Upload } from '../route';

/** A body that says nothing for so long is not waited for. */
const LONGEST_SILENCE_MILLIS = 30_000;

const stalled: HttpFailure = { _tag: 'UploadStalled' };
/** Nobody hears of it: who sent it has gone. */
const cutOff: HttpFailure = { _tag: 'MalformedRequest', detail: 'The body was cut off.' };

type Next = IteratorResult<Uint8Array, unknown>;

/** What comes next, or that nothing comes any more. */
const nextOf = async (
  chunks: AsyncIterator<Uint8Array, unknown>,
  clock: Pick<Clock, 'wait'>,
): Promise<E.Either<HttpFailure, Next>> => {
  const come = new AbortController();
  const silent = clock.wait(LONGEST_SILENCE_MILLIS, come.signal).then(() => E.left(stalled));
  const coming = chunks.next().then(
    (next) => E.right(next),
    () => E.left(cutOff),
  );
  const next = await Promise.race([coming, silent]);
  come.abort();
  return next;
};

/** The bytes as they come, never more of them in memory than one chunk of the connection and what it buffers. */
export const arriving = async function* (body: AsyncIterable<Uint8Array>, clock: Pick<Clock, 'wait'>): Upload {
  const chunks = body[Symbol.asyncIterator]();
  for (;;) {
    const next = await nextOf(chunks, clock);
    if (E.isLeft(next)) {
      yield next;
      return;
    }
    if (next.right.done === true) return;
    yield E.right(next.right.value);
  }
} satisfies (body: AsyncIterable<Uint8Array>, clock: Pick<Clock, 'wait'>) => Upload;

/** The request's body where it is one of lines; undefined: it is another, or none. */
export const uploadOf = (request: Request, clock: Pick<Clock, 'wait'>): E.Either<HttpFailure, Upload> | undefined => {
  if (request.is('application/x-ndjson') === false || request.is('application/x-ndjson') === null) return undefined;
  const encoding = request.get('Content-Encoding') ?? 'identity';
  if (encoding !== 'identity')
    return E.left({ _tag: 'UnsupportedMediaType', detail: 'Lines are taken as they are, not compressed.' });
  return E.right(arriving(request as AsyncIterable<Uint8Array>, clock));
};
