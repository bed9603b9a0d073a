import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import * as E from 'fp-ts/Either';
import type { Direction } from '../../../domain/ports/journal-engine';
import type { Position, Revision } from '../../../domain/shared/stored-event';
import { type CallFailure, invalidArgument } from '../call-failure';
import { streamNameOf } from '../stream-name';
import { type UuidForm, uuidFormOf } from '../uuid';
import { type Filtering, filterOf } from './event-filter';

/** How what is found is shown. */
export type Shown = { readonly uuid: UuidForm; readonly resolvesLinks: boolean };
type Finite = Shown & { readonly direction: Direction; readonly limit: number };

export type ReadRequest =
  | (Finite & { readonly _tag: 'ReadStream'; readonly stream: string; readonly from: Revision | 'start' | 'end' })
  | (Finite & {
      readonly _tag: 'ReadAll';
      readonly from: Position | 'start' | 'end';
      readonly filter: Filtering | undefined;
    })
  | (Shown & {
      readonly _tag: 'SubscribeToStream';
      readonly stream: string;
      readonly after: Revision | 'start' | 'end';
    })
  | (Shown & {
      readonly _tag: 'SubscribeToAll';
      readonly after: Position | 'start' | 'end';
      readonly filtering: Filtering | undefined;
    });

type Options = ReadReq.Options;
type Decoded = E.Either<CallFailure, ReadRequest>;

/** Places beyond are after everything that can ever be there. */
const MAX_INT64 = 2n ** 63n - 1n;

const placeOf = (text: string): bigint => {
  const place = BigInt(text);
  return place > MAX_INT64 ? MAX_INT64 : place;
};

const revisionIn = (options: ReadReq.Options.StreamOptions): Revision | 'start' | 'end' => {
  if (options.hasRevision()) return placeOf(options.getRevision());
  return options.hasEnd() ? 'end' : 'start';
};

/** Both halves are equal in whatever this server has handed out; the commit position is the one that is compared. */
const positionIn = (options: ReadReq.Options.AllOptions): Position | 'start' | 'end' => {
  const position = options.getPosition();
  if (position !== undefined) return placeOf(position.getCommitPosition());
  return options.hasEnd() ? 'end' : 'start';
};

const shownBy = (options: Options): Shown => ({
  uuid: uuidFormOf(options.getUuidOption()),
  resolvesLinks: options.getResolveLinks(),
});

const finite = (options: Options): E.Either<CallFailure, Finite> => {
  const limit = Number(options.getCount());
  // As the real server answers it.
  if (limit === 0) return E.left({ status: status.UNKNOWN, message: 'The number of events to read is zero.' });
  const direction = options.getReadDirection() === ReadReq.Options.ReadDirection.FORWARDS ? 'forwards' : 'backwards';
  return E.right({ ...shownBy(options), direction, limit: Math.min(limit, Number.MAX_SAFE_INTEGER) });
};

const ofStream = (options: Options, place: ReadReq.Options.StreamOptions): Decoded => {
  const stream = streamNameOf(place.getStreamIdentifier());
  if (stream === undefined) return E.left(invalidArgument('The stream is not named.'));
  if (options.hasFilter()) return E.left(invalidArgument('A stream is not filtered.'));
  if (options.hasSubscription())
    return E.right({ _tag: 'SubscribeToStream', ...shownBy(options), stream, after: revisionIn(place) });
  const read = finite(options);
  return E.isLeft(read) ? read : E.right({ _tag: 'ReadStream', ...read.right, stream, from: revisionIn(place) });
};

const ofAll = (options: Options, place: ReadReq.Options.AllOptions): Decoded => {
  const filtering = filterOf(options.getFilter());
  if (E.isLeft(filtering)) return filtering;
  if (options.hasSubscription())
    return E.right({
      _tag: 'SubscribeToAll',
      ...shownBy(options),
      after: positionIn(place),
      filtering: filtering.right,
    });
  const read = finite(options);
  if (E.isLeft(read)) return read;
  return E.right({ _tag: 'ReadAll', ...read.right, from: positionIn(place), filter: filtering.right });
};

/** What `Streams.Read` is asked for, or why that can't be (contract, sections 7 and 8). */
export const readRequestOf = (request: ReadReq): Decoded => {
  const options = request.getOptions();
  const stream = options?.getStream();
  const all = options?.getAll();
  if (options === undefined || (!options.hasCount() && !options.hasSubscription()))
    return E.left(invalidArgument('A count or a subscription is needed.'));
  if (options.hasSubscription() && options.getReadDirection() !== ReadReq.Options.ReadDirection.FORWARDS)
    return E.left(invalidArgument('A subscription goes forwards.'));
  if (stream !== undefined) return ofStream(options, stream);
  return all === undefined ? E.left(invalidArgument('A stream, or all, is needed.')) : ofAll(options, all);
};
