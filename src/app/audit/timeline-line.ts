import type { HistoryEvent } from '../queries';
import { describeEvent } from './describe-event';

type Paint = (text: string) => string;
export type TimelineColours = {
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
};

const good = /(Succeeded|Read|Activated)$/;
const passing = /(Failed|Deferred|RetryOrdered)$/;
const bad = /(Exhausted|Abandoned|Suppressed|Cancelled|Expired|Erased|Parked)$/;

const paintOf = (type: string, { green, yellow, red }: TimelineColours): Paint => {
  if (good.test(type)) return green;
  if (passing.test(type)) return yellow;
  return bad.test(type) ? red : (text) => text;
};

/** An event as a line of a timeline: when, what, by whom, why and where it stands. */
export const timelineLine = (recorded: HistoryEvent, paint: TimelineColours): string => {
  const { at, event, actor, causationId, position, stream, revision } = recorded;
  const place = `#${position} ${stream}@${revision}`;
  const what = paintOf(event.type, paint)(describeEvent(recorded));
  return `${at}  ${what}  ${paint.dim(`by ${actor.kind} ${actor.id}, because of ${causationId}, ${place}`)}`;
};

const uuid = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The same for somebody who watches: the time of day and what happened, with the beginnings of ids. */
export const briefLine = (recorded: HistoryEvent, paint: TimelineColours): string => {
  const what = paintOf(recorded.event.type, paint)(describeEvent(recorded).replace(uuid, '$1'));
  return `${paint.dim(recorded.at.slice(11, 23))}  ${what}`;
};
