import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Admission } from '../../domain/platform/plan';
import { throttleEvents } from '../../domain/throttle/events';
import { throttle, throttleStream } from '../../domain/throttle/throttle';
import { execute } from '../commands/execute';
import { readHistory } from '../commands/read-history';
import { retryConflicts } from '../commands/retry-conflicts';
import { type Arrival, causeOf } from './arrival';
import type { IntakeDeps } from './intake-deps';
import { type Setback, setbackOf } from './setback';

/**
 * Whether the throttle of its scope lets it notify. Decided at the exact revision of the scope's stream, so that of two
 * messages that come too close only one is admitted, whoever handles them.
 */
export const admitNotice =
  ({ journal, writer }: Pick<IntakeDeps, 'journal' | 'writer'>) =>
  (arrival: Arrival, admission: Admission): TE.TaskEither<Setback, 'admitted' | 'too-close'> => {
    const stream = throttleStream(writer.namespace, admission.scope);
    return pipe(
      execute(writer)({
        stream,
        history: readHistory(journal, stream),
        decider: throttle,
        codecs: throttleEvents,
        command: { type: 'AdmitNotice', identity: arrival.identity, ...admission },
        cause: causeOf(arrival),
      }),
      retryConflicts,
      TE.map(() => 'admitted' as const),
      TE.orElseW((failure) =>
        failure._tag === 'TooClose' ? TE.right('too-close' as const) : TE.left(setbackOf(failure)),
      ),
    );
  };
