import * as E from 'fp-ts/Either';
import type { AtPosition, Ranged, RangeOptions, ViewNotReady, Views, ViewUnavailable } from '../../domain/ports/views';
import type { Position } from '../../domain/shared/stored-event';
import type { ViewId } from '../../domain/shared/view';

/** A partition gives its share of a page, and so many more, in one call. */
const ROWS_BESIDES = 2;

const bytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
const inOrder = (one: Ranged, other: Ranged): number => bytes(one.sort, other.sort) || bytes(one.key, other.key);

/** A partition's list as far as it was read; `isMore`: it may go on. */
type Source = { readonly view: ViewId; rows: ReadonlyArray<Ranged>; isMore: boolean; position: Position };
type Failure = ViewUnavailable | ViewNotReady;

/**
 * A part of a list that lies in many partitions, in the list's order. No more is read of each than its share, and again only
 * of the one that had more of the page than that.
 */
export const mergeRanges =
  (views: Pick<Views, 'range'>, parts: ReadonlyArray<ViewId>, index: string, options: RangeOptions) =>
  async (): Promise<E.Either<Failure, AtPosition<ReadonlyArray<Ranged>>>> => {
    const share = Math.min(options.limit, Math.ceil(options.limit / parts.length) + ROWS_BESIDES);
    const compare = (one: Ranged, other: Ranged): number =>
      options.direction === 'backwards' ? inOrder(other, one) : inOrder(one, other);
    const sources = parts.map((view): Source => ({ view, rows: [], isMore: true, position: 0n }));

    const read = async (source: Source): Promise<E.Either<Failure, void>> => {
      const last = source.rows.at(-1);
      const after = last === undefined ? options.after : { sort: last.sort, key: last.key };
      const page = { ...options, ...(after === undefined ? {} : { after }), limit: share };
      const found = await views.range(source.view, index, page)();
      if (E.isLeft(found)) return found;
      const { position, value } = found.right;
      source.position = last === undefined || position < source.position ? position : source.position;
      source.rows = [...source.rows, ...value];
      source.isMore = value.length === share;
      return E.right(undefined);
    };

    /** What is read is whole up to the first end of a list that may go on. */
    const wholeUpTo = (): Source | undefined => {
      let first: Source | undefined;
      for (const source of sources) {
        const [end, sooner] = [source.rows.at(-1), first?.rows.at(-1)];
        if (source.isMore && (sooner === undefined || end === undefined || compare(end, sooner) < 0)) first = source;
      }
      return first;
    };

    let unread: ReadonlyArray<Source> = sources;
    for (;;) {
      const outcomes = await Promise.all(unread.map(read));
      const failed = outcomes.find(E.isLeft);
      if (failed !== undefined) return failed;
      const first = wholeUpTo();
      const end = first?.rows.at(-1);
      const rows = sources.flatMap((source) => source.rows).sort(compare);
      const whole = end === undefined ? rows : rows.filter((row) => compare(row, end) <= 0);
      if (first === undefined || whole.length >= options.limit) {
        const position = sources.reduce(
          (least, one) => (one.position < least ? one.position : least),
          sources[0]?.position ?? 0n,
        );
        return E.right({ position, value: whole.slice(0, options.limit) });
      }
      unread = [first];
    }
  };
