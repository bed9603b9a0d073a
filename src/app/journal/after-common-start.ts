import type { StoredEvent } from '../../domain/shared/stored-event';

/** The target holds something else where the source's event stands: it is no copy that was begun. */
export type NotACopy = { readonly _tag: 'NotACopy'; readonly events: number; readonly stream: string };

type Start = NotACopy | { readonly _tag: 'Begun'; readonly copied: number; readonly rest: AsyncIterable<StoredEvent> };

const samePlace = (one: StoredEvent, other: StoredEvent): boolean =>
  one.id === other.id && one.stream === other.stream && one.revision === other.revision && one.type === other.type;

/** How far the target is a copy of the source already, and what of the source is still to come. The rest is read once. */
export const afterCommonStart = async (
  source: AsyncIterable<StoredEvent>,
  target: AsyncIterable<StoredEvent>,
): Promise<Start> => {
  const reading = source[Symbol.asyncIterator]();
  let copied = 0;
  for await (const present of target) {
    const next = await reading.next();
    if (next.done === true || !samePlace(next.value, present)) {
      await reading.return?.();
      return { _tag: 'NotACopy', events: copied, stream: present.stream };
    }
    copied += 1;
  }
  return { _tag: 'Begun', copied, rest: { [Symbol.asyncIterator]: () => reading } };
};
