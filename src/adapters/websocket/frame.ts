import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { NotificationId } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';

const shortText = t.refinement(t.string, (value) => value.length <= 200, 'FrameId');
const FrameId = t.union([shortText, t.number], 'FrameId');
export type FrameId = t.TypeOf<typeof FrameId>;

const Frame = t.intersection([t.type({ event: t.string }), t.partial({ data: t.unknown, id: FrameId })], 'Frame');
export type Frame = t.TypeOf<typeof Frame>;

export const AuthData = t.type({ token: t.string }, 'AuthData');
export const ReadData = t.type({ notificationId: NotificationId }, 'ReadData');
export const SubscribeData = t.partial({ topics: t.readonlyArray(t.string), after: t.string }, 'SubscribeData');

/** What a client is told of a frame that was not done. The words never repeat what the frame said. */
export type FrameFault = {
  readonly code: 'bad-frame' | 'bad-data' | 'unknown-event' | 'unsupported' | 'forbidden' | 'not-found' | 'unavailable';
  readonly message: string;
};

const badFrame: FrameFault = { code: 'bad-frame', message: 'a frame is JSON text {event, data, id?}' };

/** A frame as it came over the wire, or what is wrong with it. */
export const parseFrame = (text: string): E.Either<FrameFault, Frame> =>
  pipe(
    E.tryCatch(
      () => JSON.parse(text) as unknown,
      () => badFrame,
    ),
    E.filterOrElse(Frame.is, () => badFrame),
  );

/** The text of a frame; a reply carries the id of what it answers. */
export const frameText = (event: string, data: JsonObject, id?: FrameId): string =>
  JSON.stringify(id === undefined ? { event, data } : { event, data, id });
