import * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { Position } from '../../domain/shared/stored-event';
import { briefLine, type TimelineColours } from '../audit/timeline-line';
import { openHistory } from '../queries/open-history';
import type { Sources } from '../vault/open-contents';

type Deps = Sources & { readonly colours: TimelineColours };

/** What is stored after a position, as it happens, a line each, until the signal aborts. */
export async function* liveLog(
  { colours, ...sources }: Deps,
  after: Position,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for await (const { events } of sources.journal.subscribe({ after, signal })) {
    const recorded = events.map(decodeRecorded).flatMap((one) => (E.isRight(one) ? [one.right] : []));
    const opened = await openHistory(sources)(recorded)();
    if (E.isRight(opened)) yield* opened.right.map((event) => briefLine(event, colours));
  }
}
